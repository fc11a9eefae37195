// Where a Java virtual machine is, and how one is started.

#pragma once

#include "hotspot/hotspot_jni.h"

/// Starts the machine that `where` means: a folder of Java, its bin/java, or libjvm.so itself; NULL is the
/// one of JAVA_HOME, else that of the `java` on the PATH, else the newest in /usr/lib/jvm. The calling thread
/// is attached. Returns NULL, or in one line what is wrong.
const char *sbs_create_jvm(const char *where, jni_machine **machine, jni_environment **env);
