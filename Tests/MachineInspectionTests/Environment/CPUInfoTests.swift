import Testing

@testable import MachineInspection

struct CPUInfoTests {
    @Test func amd() {
        let info = CPUInfo(SampleTexts.amd)
        #expect(info.model == .value("AMD EPYC 9R14"))
        #expect(info.microcode == .value("0xa101148"))
        #expect(info.megahertz == .value(2596.142))
        #expect(info.hypervisor == .value(true))
    }

    @Test func intel() {
        let info = CPUInfo(SampleTexts.intel)
        #expect(info.model == .value("Intel(R) Core(TM) i7-1365U CPU @ 1.80GHz: test"))
        #expect(info.microcode == .value("0x4121"))
        #expect(info.megahertz == .value(1800))
        #expect(info.hypervisor == .value(false))
    }

    @Test func arm64() {
        let info = CPUInfo(SampleTexts.arm64)
        #expect(
            info.model
                == .value(
                    "implementer 0x41 part 0xd05 variant 0x1 revision 0"
                        + " + implementer 0x41 part 0xd0a variant 0x3 revision 1"))
        #expect(info.microcode == .unavailable("/proc/cpuinfo has no \"microcode\""))
        #expect(info.megahertz == .unavailable("/proc/cpuinfo has no \"cpu MHz\""))
        #expect(info.hypervisor == .unavailable("/proc/cpuinfo has no \"flags\""))
    }

    @Test func power() {
        #expect(CPUInfo(SampleTexts.power).model == .value("POWER9 (architected), altivec supported"))
    }

    @Test(arguments: ["", "\n\n\n", ":", "model name", "model name:", "model name : \n: x", "\u{0}\u{ffff}"])
    func namesNothing(text: String) {
        let info = CPUInfo(text)
        #expect(info.model == .unavailable("/proc/cpuinfo names no model"))
        #expect(info.microcode.value == nil && info.megahertz.value == nil && info.hypervisor.value == nil)
    }

    @Test(arguments: ["nan", "inf", "-3", "0", "fast", "1e999"])
    func isNotAFrequency(text: String) {
        let reading = CPUInfo("cpu MHz : \(text)").megahertz
        #expect(reading == .unavailable("/proc/cpuinfo: \"\(text)\" is not a frequency"))
    }

    @Test func linesMayEndLikeInOtherSystems() {
        #expect(CPUInfo("model name : A\r\n\r\nmodel name : B\r\n").model == .value("A + B"))
    }
}
