/// A line of librdkafka's own log.
public struct KafkaLogLine: Sendable, Hashable {
    /// As syslog counts: 0 (emergency) … 3 (error), 4 (warning), 5 (notice), 6 (info), 7 (debug).
    public var level: Int
    /// The part that speaks, in librdkafka's own words ("FAIL", "BRKMAIN").
    public var facility: String
    public var text: String

    public init(level: Int, facility: String, text: String) {
        self.level = level
        self.facility = facility
        self.text = text
    }
}
