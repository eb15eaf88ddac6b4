/// A duration, or none, in eight bytes, where an optional `Duration` takes 24: taken to the nanosecond, never as a shorter one.
///
/// Reaches 292 years to either side; what is longer is taken as that long.
@propertyWrapper
struct PackedDuration: Sendable, Hashable {
    private var nanoseconds: Int64

    /// Stands for none.
    private static let none = Int64.min

    init(wrappedValue: Duration?) { nanoseconds = wrappedValue.map(Self.nanoseconds) ?? Self.none }

    var wrappedValue: Duration? {
        get { nanoseconds == Self.none ? nil : .nanoseconds(nanoseconds) }
        set { self = Self(wrappedValue: newValue) }
    }

    /// A duration as it is after it was packed.
    static func rounded(_ duration: Duration) -> Duration { .nanoseconds(nanoseconds(duration)) }

    /// Rounded up; never the least number there is.
    static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflows { return seconds < 0 ? .min + 1 : .max }
        let part = attoseconds / 1_000_000_000 + (attoseconds % 1_000_000_000 > 0 ? 1 : 0)
        let (sum, isTooMuch) = whole.addingReportingOverflow(part)
        if isTooMuch { return part < 0 ? .min + 1 : .max }
        return max(.min + 1, sum)
    }
}
