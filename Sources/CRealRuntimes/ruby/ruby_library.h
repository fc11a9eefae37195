// libruby's functions. VALUE and ID are unsigned long where pointers are that wide (ruby/internal/value.h),
// and the functions are those that ruby.h declares for extensions, unchanged since 2.7.

#pragma once

#include "loading/loading.h"

typedef unsigned long ruby_value;
typedef unsigned long ruby_id;

enum { RUBY_FALSE = 0 };

#define RUBY_FUNCTIONS(X)                                                                                    \
    X(void, ruby_init_stack, (volatile ruby_value * place))                                                  \
    X(int, ruby_setup, (void))                                                                               \
    X(ruby_value, rb_eval_string_protect, (const char *text, int *state))                                    \
    X(ruby_value, rb_protect, (ruby_value(*function)(ruby_value), ruby_value argument, int *state))          \
    X(ruby_value, rb_funcallv,                                                                               \
      (ruby_value receiver, ruby_id method, int count, const ruby_value *arguments))                         \
    X(ruby_id, rb_intern, (const char *name))                                                                \
    X(void, rb_define_global_function,                                                                       \
      (const char *name, ruby_value (*function)(ruby_value self), int count))                                \
    X(ruby_value, rb_ull2inum, (unsigned long long number))                                                  \
    X(ruby_value, rb_errinfo, (void))                                                                        \
    X(void, rb_set_errinfo, (ruby_value error))                                                              \
    X(ruby_value, rb_obj_is_kind_of, (ruby_value object, ruby_value kind))                                   \
    X(const char *, rb_obj_classname, (ruby_value object))                                                   \
    X(ruby_value, rb_attr_get, (ruby_value object, ruby_id name))                                            \
    X(const char *, rb_string_value_cstr, (volatile ruby_value * text))

extern struct ruby_functions {
    RUBY_FUNCTIONS(SBS_MEMBER)
    const char *ruby_version;
    const ruby_value *rb_eSysStackError;
} sbs_rb;

/// Loads libruby and sets Ruby up on the calling thread. Returns NULL, or in one line what is wrong.
const char *sbs_set_up_ruby(const char *where);
