import Monitor
import Testing

@Suite("A secret")
struct SecretTests {
    private struct Holder { var secret = Secret("https://hooks.slack.example/T0/CANARY") }

    @Test("shows nothing of itself, however it is printed")
    func hidden() {
        var dumped = ""
        dump(Holder(), to: &dumped)
        let shown = ["\(Secret("CANARY"))", "\(Holder())", String(reflecting: Holder()), dumped, "\([Secret("a://CANARY b/")])"]
        for text in shown { #expect(!text.contains("CANARY"), "\(text)") }
        #expect("\(Secret("CANARY"))" == "***")
        #expect(Secret("CANARY").reveal() == "CANARY")
    }

    @Test("that is an address shows its host, and a hash that tells two of one host apart")
    func address() {
        let one = "\(Secret("https://user:pw@Hooks.slack.example:8443/services/T0/B1/xyz?a=b"))"
        #expect(one.hasPrefix("Hooks.slack.example:8443 (#"))
        #expect(one.count == "Hooks.slack.example:8443 (#12345678)".count)
        #expect(one != "\(Secret("https://user:pw@Hooks.slack.example:8443/services/T0/B1/xyy?a=b"))")
        for part in ["user", "pw", "T0", "xyz"] { #expect(!one.contains(part)) }
    }
}
