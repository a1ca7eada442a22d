import Diagnostics
import JSON

/// One difference between two versions of a contract, seen by a client that was written for the old one.
public struct ContractChange: Sendable, Hashable {
  /// The effect of a change on clients of the old contract, in the order of the report.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Requests that were good are refused, or answers hold what the client cannot expect.
    case breaking
    /// It depends on the client, or on what cannot be decided, such as whether one regular expression
    /// matches all that another does.
    case possiblyBreaking = "possibly-breaking"
    /// Clients go on as before.
    case compatible
    /// Requests and responses do not change.
    case documentation

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// As a heading: "Possibly breaking".
    public var title: String {
      switch self {
      case .breaking: "Breaking"
      case .possiblyBreaking: "Possibly breaking"
      case .compatible: "Compatible"
      case .documentation: "Documentation"
      }
    }
  }

  /// Where a version of the contract says it.
  public struct Place: Sendable, Hashable {
    public var span: SourceSpan
    public var pointer: JSONPointer
  }

  public var rule: ChangeRule
  public var severity: Severity
  /// What changed, as people write it: `job.cancel(reason)`, `job.cancel → status`,
  /// `JobConfig.n_iterations`, `error -40003`.
  public var subject: String
  /// One sentence without a full stop, to be read after the subject.
  public var message: String
  /// What the change probably is, when the rule alone does not say.
  public var hint: String?
  /// The methods that are affected, in the order of the new contract; none for the whole API.
  public var methods: [String] = []
  /// Where the old contract says it, or would.
  public var old: Place?
  /// Where the new contract says it, or would.
  public var new: Place?

  /// "`JobConfig.n_iterations` `maximum` was 10000 and is 5000"
  public var sentence: String { "\(subjectInProse) \(message)" + (hint.map { "; \($0)" } ?? "") }

  /// The subject as a sentence begins with it: names as code, words as words.
  public var subjectInProse: String { subject == Self.wholeAPI ? "The API" : "`\(subject)`" }

  /// The subject of a change that belongs to no part of the contract.
  static let wholeAPI = "the API"
}

/// The kinds of changes, by the stable names that reports use.
public enum ChangeRule: String, Sendable, Hashable, CaseIterable {
  case apiDescription = "api-description"
  case apiVersion = "api-version"
  case serverAdded = "server-added"
  case serverRemoved = "server-removed"
  case methodAdded = "method-added"
  case methodRemoved = "method-removed"
  case methodRenamed = "method-renamed"
  case methodDeprecated = "method-deprecated"
  case permission
  case rateLimit = "rate-limit"
  case paramStructure = "param-structure"
  case paramOrder = "param-order"
  case paramAdded = "param-added"
  case paramRemoved = "param-removed"
  case paramRenamed = "param-renamed"
  case paramRequired = "param-required"
  case paramOptional = "param-optional"
  case paramStyle = "param-style"
  case operationID = "operation-id"
  case security
  case bodyAdded = "body-added"
  case bodyRemoved = "body-removed"
  case bodyRequired = "body-required"
  case bodyOptional = "body-optional"
  case mediaTypeAdded = "media-type-added"
  case mediaTypeRemoved = "media-type-removed"
  case statusAdded = "status-added"
  case statusRemoved = "status-removed"
  case headerAdded = "header-added"
  case headerRemoved = "header-removed"
  case headerRequired = "header-required"
  case headerOptional = "header-optional"
  case resultAdded = "result-added"
  case resultRemoved = "result-removed"
  case errorAdded = "error-added"
  case errorRemoved = "error-removed"
  case errorRenumbered = "error-renumbered"
  case errorMessage = "error-message"
  case errorStatus = "error-status"
  case errorID = "error-id"
  case errorScope = "error-scope"
  case errorData = "error-data"
  case webhookAdded = "webhook-added"
  case webhookRemoved = "webhook-removed"
  case webhookRenamed = "webhook-renamed"
  case fieldAdded = "field-added"
  case fieldRemoved = "field-removed"
  case fieldRenamed = "field-renamed"
  case fieldRequired = "field-required"
  case fieldOptional = "field-optional"
  case fieldDeprecated = "field-deprecated"
  case unknownFields = "unknown-fields"
  case type
  case enumValueAdded = "enum-value-added"
  case enumValueRemoved = "enum-value-removed"
  case range
  case length
  case count
  case pattern
  case format
  case defaultValue = "default"
  case variantAdded = "variant-added"
  case variantRemoved = "variant-removed"
  case schema
  case violationCode = "violation-code"
  case description
  case example
  case `extension`
}
