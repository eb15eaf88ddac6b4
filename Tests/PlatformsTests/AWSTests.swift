import FoundationEssentials
import Monitor
@testable import Platforms
import Support
import Testing

@Suite("AWS in each of its formats")
struct AWSTests {
    @Test("Each item of the feed is an update of a service in a region")
    func feed() throws {
        let reading = try decode("aws/all.rss", provider: "AWS")
        #expect(reading.platform == .aws)
        #expect(
            reading.events.map(\.id) == [
                "route53/1772200000", "ec2-us-east-1/1772550060", "ec2-us-east-1/1772553600", "ec2-us-east-1/1772556000",
            ])
        #expect(
            reading.events.map(\.service) == [
                "Amazon Route 53", "Amazon EC2 (us-east-1)", "Amazon EC2 (us-east-1)", "Amazon EC2 (us-east-1)",
            ])
        #expect(reading.events.map(\.status) == [.investigating, .investigating, .investigating, .resolved])
        #expect(reading.events.map(\.severity) == [.critical, .minor, .major, .unknown])
        #expect(reading.events.last?.title == "Increased API Error Rates")
        #expect(reading.events.last?.message.hasPrefix("Increased API Error Rates: Resolved - Between 6:01 AM") == true)
        #expect(reading.events.last?.timestamp == Date(timeIntervalSince1970: 1_772_556_000))
    }

    @Test(
        "currentevents in UTF-16 with a byte order mark gives the feed's updates the same ids, statuses and times",
        arguments: [true, false])
    func json(bigEndian: Bool) throws {
        let text = try OwnFixtures.text("platforms/aws/currentevents.json")
        let units = [0xFEFF] + Array(text.utf16)
        let bytes = units.flatMap { unit in
            bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let reading = try PayloadDecoder().decode(bytes, context: DecodingContext(provider: "AWS"))
        #expect(reading.platform == .aws)
        let feed = try decode("aws/all.rss", provider: "AWS").events.filter { $0.incident == "ec2-us-east-1" }
        #expect(reading.events.map(Essence.init) == feed.map(Essence.init))
        #expect(reading.events.map(\.text) == feed.map(\.text))
        #expect(reading.events.last?.service == "Amazon EC2 (us-east-1)")
        #expect(reading.events.last?.components == ["Amazon Elastic Block Store", "Amazon Elastic Compute Cloud"])
        #expect(reading.events.last?.severity == .major)
    }

    @Test("No current events is a quiet day")
    func quiet() throws {
        let reading = try decode(text: "[]")
        #expect(reading.events.isEmpty)
        #expect(reading.platform == .aws)
    }

    @Test("Numbers as text, an event without a log, times in milliseconds")
    func lenient() throws {
        let reading = try decode(
            text: #"[{"service":"s3-eu-west-1","summary":"Slow","status":"2","date":"1772369485000","event_log":null}]"#)
        #expect(reading.events.map(\.id) == ["s3-eu-west-1/1772369485"])
        #expect(reading.events.map(\.severity) == [.major])
        #expect(reading.events.map(\.message) == ["Slow: Investigating"])
    }

    @Test(
        "Services and regions of a code",
        arguments: [
            ("ec2-us-east-1", "Amazon EC2 (us-east-1)"), ("internetconnectivity-us-gov-west-1", "Internet connectivity (us-gov-west-1)"),
            ("management-console", "AWS Management Console"), ("multipleservices-me-central-1", "Multiple services (me-central-1)"),
            ("newthing-ap-southeast-7", "newthing (ap-southeast-7)"), ("acm-pca-me-central-1", "acm-pca (me-central-1)"),
            ("iam", "AWS IAM"),
        ])
    func codes(code: String, label: String) { #expect(AWSServiceCode(code: code).label() == label) }

    @Test("What stands before a title says how bad it is and whether it is over")
    func titles() {
        let title = AWSTitle("Resolved: Informational message: [RESOLVED] Recovery")
        #expect(title.title == "Recovery")
        #expect(title.isResolved)
        #expect(AWSTitle("Service impact: Errors").severity == .degraded)
        #expect(AWSTitle("Something new: Errors").title == "Something new: Errors")
    }
}
