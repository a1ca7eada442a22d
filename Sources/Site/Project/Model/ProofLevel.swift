/// How far the code of a block is verified: by its fence, or else by the policy for its language.
public enum ProofLevel: String, Sendable, Hashable, CaseIterable {
  case text, parse, compile, run
}
