import PerfCounters
import Testing

@testable import MachineInspection

struct ParsedTextTests {
    @Test(arguments: [
        ("0", 1), ("0-1", 2), ("0-3,8", 5), ("0,2,4-7", 6), ("0-65535", 65536),
        ("", nil), ("a", nil), ("3-1", nil), ("0-", nil), ("-1", nil), ("0,,1", nil), ("0-1-2", nil),
        ("0-18446744073709551615", nil),
    ])
    func processorLists(text: String, count: Int?) {
        #expect(CPUList(text)?.count == count)
    }

    @Test(arguments: [
        ("always [madvise] never", "madvise"), ("[always] madvise never", "always"),
        ("always madvise never", nil), ("", nil), ("[]", nil), ("]x[", nil), ("[x", nil),
    ])
    func selectedWords(text: String, word: String?) {
        #expect(SelectedWord.parse(text) == word)
    }

    @Test func flags() {
        #expect(ParsedNumber.flag("0") == false)
        #expect(ParsedNumber.flag("1") == true)
        #expect(ParsedNumber.flag("2") == nil)
    }

    @Test(arguments: [
        ("00000000", false), ("00040000", true), ("00c40008", true), ("0x40000", nil), ("", nil),
        ("ffffffffff", nil),
    ])
    func personality(text: String, disabled: Bool?) {
        #expect(Environment.Process.isNotRandomized(personality: text) == disabled)
    }

    @Test(arguments: [
        (SampleTexts.osRelease, "Debian GNU/Linux 12 (bookworm)"),
        ("PRETTY_NAME=Plain", "Plain"),
        ("PRETTY_NAME='Single $quoted'", "Single $quoted"),
        (#"PRETTY_NAME="With \"quotes\" and \$""#, "With \"quotes\" and $"),
        ("PRETTY_NAME=first\n  PRETTY_NAME=last  ", "last"),
        ("PRETTY_NAME=\"never closed", "never closed"),
        ("PRETTY_NAME=\"\"", nil), ("PRETTY_NAME=", nil), ("NAME=x", nil), ("", nil),
        ("MY_PRETTY_NAME=x", nil),
    ])
    func osRelease(text: String, name: String?) {
        #expect(OSRelease.value(of: "PRETTY_NAME", in: text) == name)
    }
}
