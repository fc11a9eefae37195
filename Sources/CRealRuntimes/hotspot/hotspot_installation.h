// Where a Java virtual machine is.

#pragma once

#include "hotspot/hotspot_jni.h"

/// "The Invocation API".
typedef int32_t (*jni_create)(jni_machine **machine, void **env, const jni_settings *settings);

/// Loads the libjvm that `where` means: a folder of Java, its bin/java, or libjvm.so itself; NULL is the one
/// of JAVA_HOME, else that of the `java` on the PATH, else the newest in /usr/lib/jvm. Returns NULL, or in
/// one line what is wrong.
const char *sbs_load_jvm(const char *where, void **handle, jni_create *create);
