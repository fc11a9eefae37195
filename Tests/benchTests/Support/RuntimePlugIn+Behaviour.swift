import TestSupport

/// C for runtimes that do something about the stack, or ought to.
extension RuntimePlugIn {
    /// Callbacks that recurse `frames` frames of 512 bytes and then report an overflow.
    static func recursion(_ frames: String) -> String {
        """
        static __attribute__((noinline)) sbs_callback_end down(uint64_t levels, uint64_t most)
        {
            volatile char frame[512];
            memset((void *)frame, 1, sizeof frame);
            if (levels == 0) return SBS_CALLBACK_DONE;
            if (most == 0) return SBS_CALLBACK_OVERFLOW;
            const sbs_callback_end end = down(levels - 1, most - 1);
            __asm__ volatile("" : : "r"(frame) : "memory");
            return end;
        }
        static sbs_callback_end deep(uint64_t levels) { return down(levels, \(frames)); }
        """
    }

    static let body =
        ".callback_deep = deep, .abilities = SBS_RUNTIME_ON_ANY_THREAD | SBS_RUNTIME_BODY_ON_C_STACK"

    /// Whether the thread's own stack is left, as a runtime would find out that asks pthread once.
    static let foreign = """
        static _Thread_local char *lo, *hi;
        static int is_foreign(void)
        {
            char *const here = __builtin_frame_address(0);
            return here <= lo || here > hi;
        }
        """
    static let asks = """
        pthread_attr_t attributes; void *low; size_t size;
        pthread_getattr_np(pthread_self(), &attributes);
        pthread_attr_getstack(&attributes, &low, &size);
        lo = low; hi = lo + size;
        """
}
