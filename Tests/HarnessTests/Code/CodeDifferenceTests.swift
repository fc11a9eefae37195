import Testing

@testable import Harness

/// Executed code beside other executed code: what counts as the same, and what does not.
@Suite("Code beside other code")
struct CodeDifferenceTests {
    typealias Instruction = ExecutedCode.Instruction

    private func function(_ symbol: String, _ instructions: [Instruction]) -> ExecutedCode.Function {
        ExecutedCode.Function(symbol: symbol, object: "", instructions: instructions)
    }

    private func plain(_ operation: String, _ count: UInt64 = 10) -> Instruction {
        Instruction(operation: operation, reference: nil, count: count)
    }

    private func call(_ symbol: String) -> Instruction {
        Instruction(operation: "callq @", reference: .symbol(symbol), count: 10)
    }

    private func jump(_ number: Int?) -> Instruction {
        Instruction(operation: "jne @", reference: .inside(number), count: 10)
    }

    /// Two closures that change places in the file change names.
    @Test func namesDoNotCount() {
        let old = ExecutedCode(functions: [
            function("entry", [call("closure1"), call("closure2")]),
            function("closure1", [plain("nop"), plain("retq")]), function("closure2", [plain("retq")]),
        ])
        let new = ExecutedCode(functions: [
            function("closure1", [plain("retq")]), function("closure2", [plain("nop"), plain("retq")]),
            function("entry", [call("closure2"), call("closure1")]),
        ])
        #expect(CodeDifference(old, new).isSame)
    }

    /// The same closures, but called the other way round.
    @Test func whatIsCalledCounts() {
        let closures = [
            function("closure1", [plain("nop"), plain("retq")]), function("closure2", [plain("retq")]),
        ]
        let old = ExecutedCode(
            functions: closures + [function("entry", [call("closure1"), call("closure2")])])
        let new = ExecutedCode(
            functions: closures + [function("entry", [call("closure2"), call("closure1")])])
        let difference = CodeDifference(old, new)
        #expect(difference.pairs.filter { !$0.isSame }.map(\.name) == ["entry"])
    }

    @Test func aPlantedInstruction() {
        let old = ExecutedCode(functions: [
            function("loop", [plain("decq %rbx"), jump(0), plain("retq", 1)]),
            function("update", [plain("pushq %rbp"), jump(2), plain("retq")]),
        ])
        let new = ExecutedCode(functions: [
            function("loop", [plain("decq %rbx"), jump(0), plain("retq", 1)]),
            function("update", [plain("pushq %rbp"), plain("nop"), jump(3), plain("retq")]),
        ])
        let difference = CodeDifference(old, new)
        let changed = difference.pairs.filter { !$0.isSame }
        #expect(changed.map(\.name) == ["update"])
        let rows = changed.flatMap(difference.rows)
        #expect(rows.map { $0.new?.instruction.operation } == ["pushq %rbp", "nop", "jne @", "retq"])
        #expect(rows.map { $0.old?.number } == [1, nil, 2, 3])
    }

    @Test(arguments: [
        (Instruction(operation: "jne @", reference: .inside(0), count: 10), "elsewhere in the function"),
        (Instruction(operation: "jne @", reference: .inside(nil), count: 11), "another count"),
        (Instruction(operation: "je @", reference: .inside(nil), count: 10), "another operation"),
        (Instruction(operation: "jne @", reference: .symbol("other"), count: 10), "to a function"),
    ])
    func whatIsNotTheSame(other: Instruction, how: String) {
        let old = ExecutedCode(functions: [function("f", [jump(nil)])])
        #expect(CodeDifference(old, old).isSame)
        #expect(!CodeDifference(old, ExecutedCode(functions: [function("f", [other])])).isSame, "\(how)")
    }

    @Test func aFunctionOnOneSide() {
        let one = ExecutedCode(functions: [function("f", [plain("retq")])])
        let two = ExecutedCode(functions: one.functions + [function("g", [plain("nop"), plain("retq")])])
        #expect(!CodeDifference(one, two).isSame)
        #expect(!CodeDifference(two, one).isSame)
        #expect(CodeDifference(two, one).pairs.first?.new == nil)
    }
}

/// Lines of the disassembler.
@Suite("Disassembled lines")
struct InstructionTextTests {
    @Test(arguments: [
        ("callq 0x583510 <sbs_callback>", "callq @", 0x583510, "sbs_callback"),
        (
            "cmpl $0x0, 0x13d15cf(%rip)   # 0x1954b94 <sbs_active+0x4>", "cmpl $0x0, @(%rip)", 0x1954b94,
            "sbs_active+0x4"
        ),
        ("leaq -0x1fc9(%rip), %rax     # 0x5d5cc0 <f>", "leaq @(%rip), %rax", 0x5d5cc0, "f"),
        ("callq *0x13d1415(%rip)        # 0x1954bf0 <g+0x60>", "callq *@(%rip)", 0x1954bf0, "g+0x60"),
    ])
    func references(line: String, operation: String, target: UInt64, name: String) {
        let text = InstructionText(line)
        #expect(text.operation == operation)
        #expect(text.target == target)
        #expect(text.name == name)
    }

    @Test(arguments: [
        ("movq %rsp, %rbp", "movq %rsp, %rbp"),
        ("imulq $0x3b9aca00, %rax, %rax # imm = 0x3B9ACA00", "imulq $0x3b9aca00, %rax, %rax"),
        ("callq *0x48(%r12)", "callq *0x48(%r12)"),
    ])
    func others(line: String, operation: String) {
        #expect(InstructionText(line).operation == operation)
        #expect(InstructionText(line).target == nil)
    }

    @Test func listing() {
        let text = """

            p:	file format elf64-x86-64

            Disassembly of section .text:

            0000000000583510 <sbs_callback>:
              583510:      	pushq	%rbp
              583532:      	je	0x583560 <sbs_callback+0x50>
            """
        #expect(
            Disassembler.instructions(in: text)
                == [0x583510: "pushq %rbp", 0x583532: "je 0x583560 <sbs_callback+0x50>"])
    }
}
