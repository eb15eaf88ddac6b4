/// How events are written to a file.
public struct FileOptions: Sendable, Hashable {
    /// When a file is full, and how many full ones are kept.
    public struct Rotation: Sendable, Hashable {
        /// No file grows beyond, save by one batch of events that alone is larger.
        public var size: Int
        /// `PATH.1`, the newest, to `PATH.KEEP`; the oldest is removed.
        public var keep: Int

        public init(size: Int, keep: Int) {
            self.size = size
            self.keep = keep
        }
    }

    /// The file; its folder must exist.
    public var path: String
    /// Permissions of a file that is made anew, whatever the process's mask is.
    public var mode: UInt32 = 0o640
    /// Nil never rotates; a program such as logrotate may, and send SIGHUP.
    public var rotation: Rotation?
    /// Whether a delivery ends only when the disk has it (fdatasync).
    public var synchronizes = false

    public init(path: String) { self.path = path }
}
