// Package main drives the real Go: C calls the functions that cgo exports here. driver.c has the table.
//
//	go build -buildmode=c-shared -o libgo_runtime.so .
//
// Go 1.19 and later build it, without any dependency.
package main

/*
#include "real_runtime.h"

void sbs_go_call(void (*function)(void *argument), void *argument);
*/
import "C"

import (
	"runtime"
	"strings"
	"unsafe"
)

// The goroutine's stack grows to 1 GB, and then Go ends the process: there is no way for it to say that its stack
// is used up and go on. A recursion "without end" goes down so many levels instead, which is 64 to 128 MiB of the
// goroutine's stack: many times what any C stack here has, and little enough for any machine.
const deepest = 1 << 21

//export sbsGoCallback
func sbsGoCallback() C.sbs_callback_end {
	return C.SBS_CALLBACK_DONE
}

//export sbsGoCallbackOut
func sbsGoCallbackOut(function, argument unsafe.Pointer) C.sbs_callback_end {
	C.sbs_go_call((*[0]byte)(function), argument)
	return C.SBS_CALLBACK_DONE
}

//export sbsGoCallbackDeep
func sbsGoCallbackDeep(levels C.uint64_t) C.sbs_callback_end {
	if levels > deepest {
		levels = deepest
	}
	if reached := deep(uint64(levels)); reached != uint64(levels) {
		return C.SBS_CALLBACK_FAILED
	}
	return C.SBS_CALLBACK_DONE
}

//go:noinline
func deep(levels uint64) uint64 {
	if levels == 0 {
		return 0
	}
	return deep(levels-1) + 1
}

// The first call, in start: it waits until the runtime has been set up, which it is on a thread of its own from
// the moment that the library is loaded (runtime/cgo, "x_cgo_sys_thread_create", "_cgo_wait_runtime_init_done").
//
//export sbsGoVersion
func sbsGoVersion(text *C.char, size C.size_t) {
	destination := unsafe.Slice((*byte)(unsafe.Pointer(text)), int(size))
	version := strings.TrimPrefix(runtime.Version(), "go")
	destination[copy(destination[:len(destination)-1], version)] = 0
}

func main() {}
