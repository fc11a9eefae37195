// The Java class whose methods C calls back.

#pragma once

#include <stddef.h>

/// "SbsRealRuntime", as a class file:
///
///     public class SbsRealRuntime {
///         public static void empty() {}
///         public static native void out(long function, long argument);
///         public static void callOut(long function, long argument) { out(function, argument); }
///         public static void deep(long levels) { if (levels != 0) deep(levels - 1); }
///     }
extern const unsigned char sbs_hotspot_class[];
extern const size_t sbs_hotspot_class_size;
