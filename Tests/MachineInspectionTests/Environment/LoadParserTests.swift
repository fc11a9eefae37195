import Testing

@testable import MachineInspection

struct LoadParserTests {
    @Test func loadAverages() {
        let averages = LoadAverages("0.52 1.25 10.00 1/82 5398")
        #expect(averages?.oneMinute == 0.52)
        #expect(averages?.fiveMinutes == 1.25)
        #expect(averages?.fifteenMinutes == 10)
    }

    @Test(arguments: ["", "1", "1 2", "a b c", "1 nan 3", "inf 1 1", "-1 0 0"])
    func notLoadAverages(text: String) {
        #expect(LoadAverages(text) == nil)
    }

    @Test func cpuPressure() {
        let pressure = CPUPressure(
            "some avg10=1.53 avg60=0.87 avg300=0.73 total=12529362\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7"
        )
        #expect(pressure?.someAverage10 == 1.53)
        #expect(pressure?.someTotal == 12_529_362)
    }

    @Test(arguments: [
        "", "full avg10=0.00 total=7", "some", "some avg10=1 total=", "some total=7",
        "some avg10=nan total=7",
        "some avg10=1 total=-7",
    ])
    func notCPUPressure(text: String) {
        #expect(CPUPressure(text) == nil)
    }

    /// The guest fields at the end are already in user and nice.
    @Test func cpuTime() {
        let time = CPUTime("cpu  7356 1 3016 255255 1957 2 36 95 500 600\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 5\n")
        #expect(time?.steal == 95)
        #expect(time?.total == 7356 + 1 + 3016 + 255255 + 1957 + 2 + 36 + 95)
    }

    /// Seven fields are a kernel that does not count stolen time.
    @Test(arguments: [
        "", "cpu", "cpu 1 2 3 4 5 6 7", "cpu0 1 2 3 4 5 6 7 8", "cpu 1 2 3 x 5 6 7 8", "cpu -1 2 3 4 5 6 7 8",
        "cpu 18446744073709551615 1 0 0 0 0 0 0",
    ])
    func notCPUTime(text: String) {
        #expect(CPUTime(text) == nil)
    }
}
