import Testing

@testable import Parsing

/// The quick way of RSS's usual dates tells what the slow one tells, or nothing.
struct MailDateTests {
    @Test(
        "a date in the usual form is the same whichever way it is read",
        arguments: ["+0000", "-0800", "+0530", "GMT", "gmt", "UTC", "Z", "-1200", "+1400"])
    func same(zone: String) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "SUN"]
        for step in 0..<400 {
            let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
            let day = step % 3 == 0 ? "\(1 + step % 28)" : two(1 + step % 28)
            let time = "\(two(step % 24)):\(two(step % 60)):\(two(step * 7 % 60))"
            let text = "\(weekdays[step % 7]), \(day) \(months[step % 12]) \(1990 + step % 50) \(time) \(zone)"
            #expect(text.withByteView(MailDate.parse) != nil, "\(text)")
            #expect(text.withByteView(MailDate.parse) == WordyDate.parse(text), "\(text)")
        }
    }

    @Test("a change of any byte leaves the date as the slow way tells it, or to it")
    func damaged() {
        for text in ["Wed, 01 Jan 2014 09:09:00 -0800", "Wed, 1 Jan 2014 09:09:00 GMT"] {
            for index in text.utf8.indices {
                for byte in [" ", "0", "9", "-", "+", "x", ":", "", "J"] {
                    let edited = String(text[..<index]) + byte + String(text[text.utf8.index(after: index)...])
                    guard let date = edited.withByteView(MailDate.parse) else { continue }
                    #expect(date == WordyDate.parse(edited), "\(edited)")
                }
            }
            for length in 0..<text.utf8.count { #expect(String(text.prefix(length)).withByteView(MailDate.parse) == nil || length >= 26) }
        }
    }
}
