import Markdown

/// An HTML comment alone in a block that asks for generated content: `<!-- flowdocs:method training.cancel
/// -->`.
public struct Directive: Sendable, Hashable {
  public enum Name: String, Sendable, Hashable, CaseIterable {
    /// One method in full: assembled from the contract before the page is read; takes its name.
    case method
    /// One example of a method, executed: assembled likewise; takes `METHOD/example-name`.
    case exchange
    /// One error in full: assembled likewise; takes its code.
    case error
    /// The list of all methods.
    case methods
    /// What a caller of a method needs, in one line; takes its name.
    case signature
    /// The params of a method as a tree; takes its name.
    case parameters
    /// What a method answers, as a tree; takes its name.
    case result
    /// The errors of a method; takes its name.
    case methodErrors = "method-errors"
    /// One component schema; takes its name.
    case schema
    /// The table of all component schemas.
    case schemas
    /// The table of all errors.
    case errors
    /// What `data` of an error holds, and which methods give it; takes its code.
    case errorData = "error-data"
    /// Which permission each method needs.
    case permissions
    /// How often each method may be called.
    case rateLimits = "rate-limits"
    /// Data of a YAML or JSON file as a table: put in place before the page is read.
    case table
    /// The metrics that the service exports.
    case metrics
    /// Every command of FlowDocs: put in place before the page is read, as are the program's other parts below.
    case commands
    /// One command of FlowDocs; takes its words.
    case command
    /// The keys of `site/portal.yml`.
    case settings
    /// What may stand after the language of a fence.
    case fences
    /// Every kind of finding.
    case rules
    /// Every directive.
    case directives
    /// The keys of a page's front matter.
    case frontMatter = "front-matter"
    /// Every verdict of a block.
    case verdicts
    /// All events of webhooks, each with an example: assembled likewise.
    case webhooks
    /// What the body of an event holds; takes its name.
    case webhook
    /// How events are posted, signed and sent again: assembled likewise.
    case webhookDelivery = "webhook-delivery"

    public var takesArgument: Bool {
      switch self {
      case .methods, .schemas, .errors, .permissions, .rateLimits, .webhooks, .webhookDelivery, .table,
        .metrics, .commands, .settings, .fences, .rules, .directives, .frontMatter, .verdicts:
        false
      case .method, .exchange, .error, .signature, .parameters, .result, .methodErrors, .schema, .errorData,
        .webhook, .command:
        true
      }
    }

    /// What is put in place of the directive, as Markdown for people.
    public var meaning: String {
      switch self {
      case .method: "One method of the contract in full, with its examples. Takes its name."
      case .exchange: "One example of a method, executed. Takes `METHOD/example-name`."
      case .error: "One error in full. Takes its code."
      case .methods: "The list of all methods."
      case .signature: "What a caller of a method needs, in one line. Takes its name."
      case .parameters: "The params of a method as a tree. Takes its name."
      case .result: "What a method answers, as a tree. Takes its name."
      case .methodErrors: "The errors of a method. Takes its name."
      case .schema: "One schema of the contract. Takes its name."
      case .schemas: "The table of all schemas."
      case .errors: "The table of all errors."
      case .errorData: "What `data` of an error holds. Takes its code."
      case .permissions: "Which permission each method needs."
      case .rateLimits: "How often each method may be called."
      case .webhooks: "All events of webhooks, each with an example."
      case .webhook: "What the body of an event holds. Takes its name."
      case .webhookDelivery: "How events are posted, signed and sent again."
      case .table: "A table from a YAML or JSON file. Takes the file, `rows=` and `columns=`."
      case .metrics: "The metrics that the service exports."
      case .commands: "Every command of FlowDocs."
      case .command: "One command of FlowDocs. Takes its words."
      case .settings: "The keys of `site/portal.yml`."
      case .fences: "The attributes of fences."
      case .rules: "Every kind of finding."
      case .directives: "This table."
      case .frontMatter: "The keys of a page's front matter."
      case .verdicts: "The verdicts of blocks."
      }
    }

    /// Whether the program says it about itself.
    public var isOfProgram: Bool {
      switch self {
      case .commands, .command, .settings, .fences, .rules, .directives, .frontMatter, .verdicts: true
      default: false
      }
    }
  }

  public var name: Name
  public var argument: String?
  public var node: MarkdownDocument.NodeID
  /// Bytes of the comment in the page.
  public var range: Range<Int>
  /// Bytes of the argument in the page; empty without one.
  public var argumentRange: Range<Int>
}
