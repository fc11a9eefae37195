// The class file by hand, so that no Java compiler is needed. Its form is chapter 4 of the Java Virtual
// Machine Specification, the instructions are chapter 6. Version 49 (Java 5) is the last that needs no
// StackMapTable.
//
// `empty` has a NOP: a method that is nothing but RETURN is not called at all (javaCalls.cpp, "Ignore call if
// method is empty"), and so neither asks whether the stack has room nor costs what a callback does.

#include "hotspot/hotspot_class.h"

#define U2(number) (unsigned char)((number) >> 8), (unsigned char)(number)
#define U4(number) U2((number) >> 16), U2(number)

// Section 4.4, the constant pool.
#define UTF8(length) 1, U2(length)
#define CLASS(name) 7, U2(name)
#define METHOD_REFERENCE(class, name_and_type) 10, U2(class), U2(name_and_type)
#define NAME_AND_TYPE(name, type) 12, U2(name), U2(type)

// Section 4.6, a method; 4.7.3, its code. Sizes in bytes; no exception table, no attributes.
#define METHOD(access, name, type, attributes) U2(access), U2(name), U2(type), U2(attributes)
#define CODE(stack, locals, size) U2(CODE_NAME), U4(12 + (size)), U2(stack), U2(locals), U4(size)
#define END_OF_CODE U2(0), U2(0)

enum { PUBLIC = 0x0001, STATIC = 0x0008, SUPER = 0x0020, NATIVE = 0x0100 };

enum {
    NOP = 0x00,
    RETURN = 0xb1,
    LLOAD_0 = 0x1e,
    LLOAD_2 = 0x20,
    LCONST_0 = 0x09,
    LCONST_1 = 0x0a,
    LCMP = 0x94
};
enum { IFEQ = 0x99, LSUB = 0x65, INVOKESTATIC = 0xb8 };

// The constants by their places.
enum {
    THIS = 1,
    THIS_NAME,
    OBJECT,
    OBJECT_NAME,
    CODE_NAME,
    TYPE_NONE,
    TYPE_LONG_LONG,
    TYPE_LONG,
    NAME_EMPTY,
    NAME_OUT,
    NAME_CALL_OUT,
    NAME_DEEP,
    OUT,
    OUT_NAME_AND_TYPE,
    DEEP,
    DEEP_NAME_AND_TYPE,
    CONSTANTS,
};

// A line a constant, and a line a piece of code. clang-format would make it a line a byte.
// clang-format off
const unsigned char sbs_hotspot_class[] = {
    U4(0xcafebabe), U2(0), U2(49),

    U2(CONSTANTS),
    CLASS(THIS_NAME),
    UTF8(14), 'S', 'b', 's', 'R', 'e', 'a', 'l', 'R', 'u', 'n', 't', 'i', 'm', 'e',
    CLASS(OBJECT_NAME),
    UTF8(16), 'j', 'a', 'v', 'a', '/', 'l', 'a', 'n', 'g', '/', 'O', 'b', 'j', 'e', 'c', 't',
    UTF8(4), 'C', 'o', 'd', 'e',
    UTF8(3), '(', ')', 'V',
    UTF8(5), '(', 'J', 'J', ')', 'V',
    UTF8(4), '(', 'J', ')', 'V',
    UTF8(5), 'e', 'm', 'p', 't', 'y',
    UTF8(3), 'o', 'u', 't',
    UTF8(7), 'c', 'a', 'l', 'l', 'O', 'u', 't',
    UTF8(4), 'd', 'e', 'e', 'p',
    METHOD_REFERENCE(THIS, OUT_NAME_AND_TYPE),
    NAME_AND_TYPE(NAME_OUT, TYPE_LONG_LONG),
    METHOD_REFERENCE(THIS, DEEP_NAME_AND_TYPE),
    NAME_AND_TYPE(NAME_DEEP, TYPE_LONG),

    // Access, this, its superclass, no interfaces, no fields, and the methods.
    U2(PUBLIC | SUPER), U2(THIS), U2(OBJECT), U2(0), U2(0), U2(4),

    METHOD(PUBLIC | STATIC, NAME_EMPTY, TYPE_NONE, 1),
    CODE(0, 0, 2), NOP, RETURN, END_OF_CODE,

    METHOD(PUBLIC | STATIC | NATIVE, NAME_OUT, TYPE_LONG_LONG, 0),

    METHOD(PUBLIC | STATIC, NAME_CALL_OUT, TYPE_LONG_LONG, 1),
    CODE(4, 4, 6), LLOAD_0, LLOAD_2, INVOKESTATIC, U2(OUT), RETURN, END_OF_CODE,

    METHOD(PUBLIC | STATIC, NAME_DEEP, TYPE_LONG, 1),
    CODE(4, 2, 13),
    LLOAD_0, LCONST_0, LCMP, IFEQ, U2(9),  // To the return, 9 bytes on.
    LLOAD_0, LCONST_1, LSUB, INVOKESTATIC, U2(DEEP),
    RETURN, END_OF_CODE,

    // No attributes of the class.
    U2(0),
};
// clang-format on
const size_t sbs_hotspot_class_size = sizeof sbs_hotspot_class;
