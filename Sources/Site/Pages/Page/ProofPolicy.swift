import Languages
import Project

extension Project {
  /// Whether the block's fence or the project says what is to be done with it. Of others nobody has said that they
  /// are whole: they are looked at, and may be fragments.
  public func asks(of block: Block) -> Bool {
    let attributes = block.attributes
    return attributes.level != nil || attributes.fails != nil || attributes.exit != nil
      || policy[block.language] != nil
      || Languages.all[block.language].map { policy[$0.processName] != nil } ?? false
  }
}
