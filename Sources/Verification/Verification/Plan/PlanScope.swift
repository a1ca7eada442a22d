extension Plan {
  /// What some blocks need: their sessions as a whole, and of the blocks without a session only those.
  func keeping(_ isKept: (BlockID) -> Bool) -> Plan {
    Plan(
      sessions: sessions.filter { session in
        (session.blockOrder + session.answers).contains { isKept(BlockID(page: session.page, block: $0)) }
      }, others: others.filter { isKept($0.key) })
  }

  /// Every block that it gives a verdict.
  var blocks: Set<BlockID> {
    var blocks = Set(others.keys)
    for session in sessions {
      for block in session.blockOrder + session.answers {
        blocks.insert(BlockID(page: session.page, block: block))
      }
    }
    return blocks
  }
}
