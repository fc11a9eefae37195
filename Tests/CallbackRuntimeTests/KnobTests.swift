import CallbackRuntime
import Testing

@Suite("Knobs")
struct KnobTests {
    @Test(arguments: [
        ([], "window"),
        (["restore=off"], "window"),  // what the rule does by itself
        (["restore=on"], "window:restore=on"),
        (["restore=nested"], "window:restore=nested"),
        (["outside=no-check"], "window:outside=no-check"),
        (["cooperation=off"], "window"),  // it has nothing to be told
        (["query=unchecked"], "window"),  // it makes none
        (["source=procmap"], "window"),  // it asks nobody
        (["lifetime=thread"], "window"),
        (["margin=1", "lifetime=callback", "restore=on"], "window:restore=on:lifetime=callback:margin=1"),
        (["margin=0"], "window"),
        (["margin=0016"], "window:margin=16"),
        (["margin=4096", "outside=abort", "restore=on"], "window:restore=on:outside=abort:margin=4096"),
    ])
    func areInTheNameInOneOrder(settings: [String], name: String) throws {
        #expect(windowStrategy.with(try Knobs(settings: settings.map { $0[...] })).name == name)
    }

    @Test(arguments: [
        (["restore=maybe"], "restore 'maybe': choose from off|on|nested"),
        (["outside="], "outside '': choose from abort|window|no-check"),
        (["margin=-1"], "margin '-1': must be 0 to 1048576 bytes"),
        (["margin=+1"], "margin '+1'"),
        (["margin=1048577"], "margin '1048577'"),
        (["margin=99999999999999999999"], "margin '99999999999999999999'"),
        (["margin"], "there is no knob 'margin'; choose from restore=off|on|nested, outside="),
        (["lifetime=process"], "lifetime 'process': choose from thread|callback"),
        (["query=checked"], "query 'checked': choose from unchecked"),
        (
            ["source=pthread"],
            "source 'pthread': choose from procmap|libc-end|startstack|maps-sp|mremap-probe"
        ),
        ([""], "there is no knob ''"),
        (["window=3"], "there is no knob 'window=3'"),
        (["restore=on", "restore=on"], "knob 'restore' is set twice"),
    ])
    func badSettingsSayWhatIsValid(settings: [String], message: String) {
        let error = #expect(throws: Knobs.SettingError.self) {
            _ = try Knobs(settings: settings.map { $0[...] })
        }
        #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    }
}
