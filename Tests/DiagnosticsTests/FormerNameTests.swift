import Diagnostics
import Testing

struct FormerNameTests {
  @Test(arguments: [
    ("0.2.0", "0.2.0", true), ("0.2.0", "0.2.7", true), ("0.2.3", "0.2.1", true), ("0.2.0", "0.3.0", false),
    ("0.9.0", "0.10.0", false), ("0.9.0", "1.0.0", false), ("1.4.0", "1.4.2", true),
    ("1.4.0", "1.5.0", false),
    ("1.4.0", "2.0.0", false),
  ])
  func isAcceptedByOneMinorVersion(since: String, version: String, isAccepted: Bool) {
    #expect(FormerName("old", since: since).isAccepted(by: version) == isAccepted)
  }
}
