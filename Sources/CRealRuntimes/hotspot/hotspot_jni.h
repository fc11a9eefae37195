// What the driver uses of JNI. The numbers of the slots are the specification's ("Interface Function Table",
// docs.oracle.com/en/java/javase/17/docs/specs/jni/functions.html; "The Invocation API"), the same since
// Java 1.2, as compiled programs depend on them.

#pragma once

#include <stddef.h>
#include <stdint.h>

enum { JNI_OK = 0, JNI_EDETACHED = -2, JNI_VERSION_1_6 = 0x00010006 };

typedef struct jni_thing *jni_object;
typedef struct jni_method_thing *jni_method;
typedef struct jni_field_thing *jni_field;

typedef union jni_value {
    int64_t number;
    jni_object object;
} jni_value;

typedef struct jni_native_method {
    const char *name, *type;
    void *function;
} jni_native_method;

typedef struct jni_functions jni_functions;
typedef const jni_functions *jni_environment;
struct jni_functions {
    void *slots0[5];
    jni_object (*DefineClass)(
        jni_environment *env, const char *name, jni_object loader, const signed char *contents, int32_t size);
    jni_object (*FindClass)(jni_environment *env, const char *name);
    void *slots7[8];
    jni_object (*ExceptionOccurred)(jni_environment *env);
    void *slots16[1];
    void (*ExceptionClear)(jni_environment *env);
    void *slots18[3];
    jni_object (*NewGlobalRef)(jni_environment *env, jni_object object);
    void *slots22[1];
    void (*DeleteLocalRef)(jni_environment *env, jni_object object);
    void *slots24[8];
    uint8_t (*IsInstanceOf)(jni_environment *env, jni_object object, jni_object kind);
    jni_method (*GetMethodID)(jni_environment *env, jni_object kind, const char *name, const char *type);
    void *slots34[2];
    jni_object (*CallObjectMethodA)(
        jni_environment *env, jni_object object, jni_method method, const jni_value *arguments);
    void *slots37[57];
    jni_field (*GetFieldID)(jni_environment *env, jni_object kind, const char *name, const char *type);
    jni_object (*GetObjectField)(jni_environment *env, jni_object object, jni_field field);
    void *slots96[17];
    jni_method (*GetStaticMethodID)(
        jni_environment *env, jni_object kind, const char *name, const char *type);
    void *slots114[2];
    jni_object (*CallStaticObjectMethodA)(
        jni_environment *env, jni_object kind, jni_method method, const jni_value *arguments);
    void *slots117[26];
    void (*CallStaticVoidMethodA)(
        jni_environment *env, jni_object kind, jni_method method, const jni_value *arguments);
    void *slots144[23];
    jni_object (*NewStringUTF)(jni_environment *env, const char *text);
    void *slots168[1];
    const char *(*GetStringUTFChars)(jni_environment *env, jni_object text, uint8_t *is_copy);
    void (*ReleaseStringUTFChars)(jni_environment *env, jni_object text, const char *contents);
    void *slots171[44];
    int32_t (*RegisterNatives)(
        jni_environment *env, jni_object kind, const jni_native_method *methods, int32_t count);
    void *slots216[12];
    uint8_t (*ExceptionCheck)(jni_environment *env);
};

typedef struct jni_invocation jni_invocation;
typedef const jni_invocation *jni_machine;
struct jni_invocation {
    void *slots0[5];
    int32_t (*DetachCurrentThread)(jni_machine *machine);
    int32_t (*GetEnv)(jni_machine *machine, void **env, int32_t version);
    int32_t (*AttachCurrentThreadAsDaemon)(jni_machine *machine, void **env, void *arguments);
};

#define SBS_SLOT(type, function, slot)                                                                       \
    _Static_assert(offsetof(type, function) == (slot) * sizeof(void *), #function)
SBS_SLOT(jni_functions, DefineClass, 5);
SBS_SLOT(jni_functions, ExceptionOccurred, 15);
SBS_SLOT(jni_functions, ExceptionClear, 17);
SBS_SLOT(jni_functions, NewGlobalRef, 21);
SBS_SLOT(jni_functions, DeleteLocalRef, 23);
SBS_SLOT(jni_functions, IsInstanceOf, 32);
SBS_SLOT(jni_functions, CallObjectMethodA, 36);
SBS_SLOT(jni_functions, GetFieldID, 94);
SBS_SLOT(jni_functions, GetStaticMethodID, 113);
SBS_SLOT(jni_functions, CallStaticObjectMethodA, 116);
SBS_SLOT(jni_functions, CallStaticVoidMethodA, 143);
SBS_SLOT(jni_functions, NewStringUTF, 167);
SBS_SLOT(jni_functions, GetStringUTFChars, 169);
SBS_SLOT(jni_functions, RegisterNatives, 215);
SBS_SLOT(jni_functions, ExceptionCheck, 228);
SBS_SLOT(jni_invocation, GetEnv, 6);
#undef SBS_SLOT

/// "The Invocation API", JNI_CreateJavaVM.
typedef struct jni_option {
    const char *text;
    void *extra;
} jni_option;

typedef struct jni_settings {
    int32_t version;
    int32_t option_count;
    const jni_option *options;
    uint8_t ignores_unrecognized;
} jni_settings;
