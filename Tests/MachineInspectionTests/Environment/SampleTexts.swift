/// Texts of kernel files in the shapes that machines have, written for these tests.
enum SampleTexts {
    /// A virtual machine on an AMD processor.
    static let amd = """
        processor\t: 0
        vendor_id\t: AuthenticAMD
        cpu family\t: 25
        model\t\t: 17
        model name\t: AMD EPYC 9R14
        microcode\t: 0xa101148
        cpu MHz\t\t: 2596.142
        flags\t\t: fpu vme de sse2 ht hypervisor lahf_lm
        power management:

        processor\t: 1
        vendor_id\t: AuthenticAMD
        model name\t: AMD EPYC 9R14
        microcode\t: 0xa101148
        cpu MHz\t\t: 3700.001
        flags\t\t: fpu vme de sse2 ht hypervisor lahf_lm
        power management:

        """

    /// Intel hardware without a hypervisor. One flag has the word in its name.
    static let intel = """
        processor\t: 0
        vendor_id\t: GenuineIntel
        model name\t: Intel(R) Core(TM) i7-1365U CPU @ 1.80GHz: test
        microcode\t: 0x4121
        cpu MHz\t\t: 1800.000
        flags\t\t: fpu vme sse2 ht no_hypervisor_here
        vmx flags\t: vnmi hypervisor

        """

    /// arm64 with two kinds of cores: no name, no microcode, no clock, `Features` for flags.
    static let arm64 = """
        processor\t: 0
        BogoMIPS\t: 50.00
        Features\t: fp asimd evtstrm aes
        CPU implementer\t: 0x41
        CPU architecture: 8
        CPU variant\t: 0x1
        CPU part\t: 0xd05
        CPU revision\t: 0

        processor\t: 1
        CPU implementer\t: 0x41
        CPU variant\t: 0x1
        CPU part\t: 0xd05
        CPU revision\t: 0

        processor\t: 2
        CPU implementer\t: 0x41
        CPU variant\t: 0x3
        CPU part\t: 0xd0a
        CPU revision\t: 1
        """

    /// POWER names its model in `cpu`.
    static let power =
        "processor\t: 0\ncpu\t\t: POWER9 (architected), altivec supported\nclock\t\t: 2200.0MHz\n"

    static let osRelease = """
        # A comment with PRETTY_NAME=no
        NAME="Debian GNU/Linux"
        PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
        VERSION_ID="12"
        """
}
