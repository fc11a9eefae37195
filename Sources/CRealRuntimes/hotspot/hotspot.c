// HotSpot, by JNI's Invocation API.

#include "built_in_runtimes.h"
#include "hotspot/hotspot_class.h"
#include "hotspot/hotspot_jni.h"
#include "hotspot/hotspot_machine.h"
#include "loading/failures.h"
#include "loading/loading.h"

#include <stdbool.h>
#include <stdio.h>

static jni_machine *machine;
static jni_object class, stack_overflow_error;
static jni_method empty, call_out_method, deep, to_string;
static jni_field detail_message;
static char version_text[64];
static sbs_first_failure first_failure;

// Takes the thread's exception, and keeps its words. What a StackOverflowError says is read from its field
// (Throwable.java), since there is no room for Java code; on a foreign stack there never is any.
static sbs_callback_end failed(jni_environment *env)
{
    const jni_object error = (*env)->ExceptionOccurred(env);
    (*env)->ExceptionClear(env);
    const bool is_overflow = (*env)->IsInstanceOf(env, error, stack_overflow_error);
    const jni_object text = is_overflow ? (*env)->GetObjectField(env, error, detail_message)
                                        : (*env)->CallObjectMethodA(env, error, to_string, NULL);
    (*env)->ExceptionClear(env);
    const char *const words = text == NULL ? NULL : (*env)->GetStringUTFChars(env, text, NULL);
    const char *const name = is_overflow ? "java.lang.StackOverflowError" : "";
    sbs_keep_failure(
        &first_failure, "%s%s%s", name, is_overflow && words != NULL ? ": " : "",
        words != NULL     ? words
            : is_overflow ? ""
                          : "an exception that cannot say what it is");
    if (words != NULL) (*env)->ReleaseStringUTFChars(env, text, words);
    (*env)->DeleteLocalRef(env, text);
    (*env)->DeleteLocalRef(env, error);
    return is_overflow ? SBS_CALLBACK_OVERFLOW : SBS_CALLBACK_FAILED;
}

static sbs_callback_end fail_to_attach(int32_t error)
{
    sbs_keep_failure(&first_failure, "AttachCurrentThread: error %d", (int)error);
    return SBS_CALLBACK_FAILED;
}

static sbs_callback_end call_attached(jni_environment *env, jni_method method, const jni_value *arguments)
{
    (*env)->CallStaticVoidMethodA(env, class, method, arguments);
    return (*env)->ExceptionCheck(env) ? failed(env) : SBS_CALLBACK_DONE;
}

// A thread that Java does not know is attached for the time of the call.
static sbs_callback_end call_detached(jni_method method, const jni_value *arguments)
{
    void *env;
    const int32_t error = (*machine)->AttachCurrentThreadAsDaemon(machine, &env, NULL);
    if (error != JNI_OK) return fail_to_attach(error);
    const sbs_callback_end end = call_attached(env, method, arguments);
    (*machine)->DetachCurrentThread(machine);
    return end;
}

static inline sbs_callback_end call(jni_method method, const jni_value *arguments)
{
    void *env;
    const int32_t error = (*machine)->GetEnv(machine, &env, JNI_VERSION_1_6);
    return error == JNI_OK ? call_attached(env, method, arguments) : call_detached(method, arguments);
}

static sbs_callback_end callback(void)
{
    return call(empty, NULL);
}

static sbs_callback_end callback_deep(uint64_t levels)
{
    // UINT64_MAX is -1, from where it is as far down to 0.
    return call(deep, &(jni_value){ .number = (int64_t)levels });
}

// Java's method `out`. Both are pointers.
static void out(jni_environment *env, jni_object this_class, int64_t function, int64_t argument)
{
    (void)env;
    (void)this_class;
    ((void (*)(void *))(intptr_t)function)((void *)(intptr_t)argument);
}

static sbs_callback_end callback_out(void (*function)(void *argument), void *argument)
{
    const jni_value arguments[] = { { .number = (intptr_t)function }, { .number = (intptr_t)argument } };
    return call(call_out_method, arguments);
}

static const char *attach(void)
{
    void *env;
    const int32_t error = (*machine)->AttachCurrentThreadAsDaemon(machine, &env, NULL);
    return error == JNI_OK ? NULL : sbs_line("AttachCurrentThread: error %d", (int)error);
}

static void detach(void)
{
    (*machine)->DetachCurrentThread(machine);
}

// What throws is left to `start`.
static void set_up(jni_environment *env)
{
    static const jni_native_method natives[] = { { "out", "(JJ)V", (void *)out } };
    const jni_functions *const jni = *env;
    const jni_object defined = jni->DefineClass(
        env, "SbsRealRuntime", NULL, (const signed char *)sbs_hotspot_class, (int32_t)sbs_hotspot_class_size);
    if (defined == NULL) return;
    class = jni->NewGlobalRef(env, defined);
    if (jni->RegisterNatives(env, class, natives, 1) != JNI_OK) return;
    stack_overflow_error = jni->NewGlobalRef(env, jni->FindClass(env, "java/lang/StackOverflowError"));
    const jni_object throwable = jni->FindClass(env, "java/lang/Throwable");
    to_string = jni->GetMethodID(env, throwable, "toString", "()Ljava/lang/String;");
    detail_message = jni->GetFieldID(env, throwable, "detailMessage", "Ljava/lang/String;");
    empty = jni->GetStaticMethodID(env, class, "empty", "()V");
    call_out_method = jni->GetStaticMethodID(env, class, "callOut", "(JJ)V");
    deep = jni->GetStaticMethodID(env, class, "deep", "(J)V");
}

static void read_version(jni_environment *env)
{
    const jni_functions *const jni = *env;
    const jni_object system = jni->FindClass(env, "java/lang/System");
    const jni_method get =
        jni->GetStaticMethodID(env, system, "getProperty", "(Ljava/lang/String;)Ljava/lang/String;");
    const jni_value name = { .object = jni->NewStringUTF(env, "java.version") };
    const jni_object text = jni->CallStaticObjectMethodA(env, system, get, &name);
    if (text == NULL) return;
    const char *const contents = jni->GetStringUTFChars(env, text, NULL);
    snprintf(version_text, sizeof version_text, "%s", contents);
    jni->ReleaseStringUTFChars(env, text, contents);
}

static const char *start(const char *where)
{
    jni_environment *env = NULL;
    const char *const problem = sbs_create_jvm(where, &machine, &env);
    if (problem != NULL) return problem;
    set_up(env);
    if (!(*env)->ExceptionCheck(env)) read_version(env);
    if (!(*env)->ExceptionCheck(env)) return NULL;
    failed(env);
    return sbs_line("Java: %s", sbs_kept_failure(&first_failure));
}

static const char *version(void)
{
    return version_text;
}

static const char *failure(void)
{
    return sbs_kept_failure(&first_failure);
}

const sbs_real_runtime sbs_runtime_hotspot = {
    .abi_version = SBS_RUNTIME_ABI_VERSION,
    .abilities = SBS_RUNTIME_ON_ANY_THREAD | SBS_RUNTIME_BODY_ON_C_STACK,
    .name = "hotspot",
    .start = start,
    .version = version,
    .attach = attach,
    .detach = detach,
    .callback = callback,
    .callback_out = callback_out,
    .callback_deep = callback_deep,
    .failure = failure,
};
