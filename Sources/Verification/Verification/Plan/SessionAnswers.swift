extension Session {
  /// Whether it holds JSON that is compared with the contract, not sent.
  var validates: Bool {
    units.contains { if case .payload = $0 { true } else { false } }
  }

  /// Positions on the page of examples and requests, and of what they are compared with.
  var answered: [(block: Int, answer: Int)] {
    examples.compactMap { example in example.output.map { (example.id.block, $0.index) } }
      + exchanges.map { ($0.request.block, $0.response.block) }
  }

  var answers: [Int] { answered.map(\.answer) }
}
