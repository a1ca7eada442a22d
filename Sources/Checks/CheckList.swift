import Diagnostics

extension Checks {
  /// Every check, one per line.
  public static let all: [Check] = [
    LinkCheck.check,
    PreprocessorLinks.check,
    DirectiveCheck.check,
    ForeignMarkupCheck.check,
    ForeignMarkupCheck.components,
    UnreadMarkup.check,
    PageRuleCheck.check,
    WordCheck.check,
    ClientCheck.check,
    SymbolCheck.check,
    SymbolPlaceCheck.check,
    ThemeLinkCheck.check,
    SummaryCheck.check,
    OutputNameCheck.check,
    ReferenceCheck.check,
    DefinitionCheck.check,
    FootnoteCheck.check,
    TableCheck.check,
    UnclosedHTMLCheck.check,
    UnclosedBoxCheck.check,
    UnreadMarkdownCheck.check,
    UnreadLinkCheck.check,
    FenceCheck.check,
    IndentedFenceCheck.check,
    FrontMatterCheck.check,
    ReadingCheck.check,
    SettingPagesCheck.check,
    MovedPagesCheck.check,
    VanishedPagesCheck.check,
    ServiceVariableCheck.check,
    SkipCheck.check,
    TabCheck.check,
    OutputCheck.check,
    RunnableCheck.check,
    WalkthroughCheck.check,
    CaptureCheck.check,
    IncludeCheck.check,
    SyntaxCheck.check,
    YAMLCheck.check,
    WrongLanguageCheck.check,
    UnsetVariableCheck.check,
    PlaceholderCheck.check,
    OptionCheck.check,
    ShellcheckCheck.check,
    PythonCheck.check,
    JavaScriptCheck.check,
    MissingFileCheck.check,
    TargetCheck.check,
    RouteCheck.check,
    ObjectCheck.check,
    EnvironmentCheck.check,
    ContentsCheck.check,
    TranslationCheck.check,
    TableTotalCheck.check,
    CountCheck.check,
    NumberedHeadingCheck.check,
    ShareCheck.check,
    JSONCheck.check,
    PayloadCheck.check,
    OperationCheck.check,
    EmbeddedRequestCheck.check,
    ParameterTableCheck.check,
    TypeNotationCheck.check,
    MethodFactsCheck.check,
    MonitoringCheck.check,
    DiagramCheck.check,
    FormulaCheck.check,
  ]

  /// The rules of some checks by topic, each under the first topic that has it.
  public static func ruleGroups(_ checks: [Check] = Checks.all) -> [RuleGroup] {
    var seen: Set<String> = []
    return Check.Topic.allCases.map { topic in
      let rules = checks.filter { $0.topic == topic }.flatMap(\.rules)
      return RuleGroup(topic.rawValue, topic.title, rules.filter { seen.insert($0.id).inserted })
    }
  }
}
