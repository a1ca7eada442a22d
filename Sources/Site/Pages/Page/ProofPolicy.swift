import Languages
import Project

extension Project {
  /// The level that the block's fence or the project requires: the fence's level, else what its attributes imply, else the
  /// policy of its language, or of the language that runs it; `nil` when nothing is required.
  public func statedLevel(of block: Block, in languages: Languages) -> ProofLevel? {
    let attributes = block.attributes
    if let level = attributes.level { return level }
    if attributes.exit != nil || attributes.isOfWalkthrough { return .run }
    let language = languages[block.language]
    if attributes.fails != nil { return language?.runner?.compiler == nil ? .run : .compile }
    return policy[block.language] ?? language.flatMap { policy[$0.processName] }
  }

  /// Whether anything is required of the block. Other blocks may be fragments.
  public func asks(of block: Block, in languages: Languages) -> Bool {
    statedLevel(of: block, in: languages) != nil
  }
}
