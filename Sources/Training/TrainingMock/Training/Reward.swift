/// The default reward engine: an outcome of 1 or 0, shaped by the steps.
enum Reward {
  // In hundredths, so that a reward prints and compares as the decimal it is: 1.07, not 1.0699999999999998.
  static let forSuccess = 100
  static let perToolStep = 10
  static let perVerificationStep = 5
  static let perStep = -1

  /// R = O + 0.10·(tool steps) + 0.05·(verification steps) − 0.01·n, without clamping.
  static func of(success: Bool, toolSteps: Int, verificationSteps: Int, steps: Int) -> Double {
    let hundredths =
      (success ? forSuccess : 0) + perToolStep * toolSteps + perVerificationStep * verificationSteps
      + perStep * steps
    return Double(hundredths) / 100
  }

  static func of(success: Bool, stepTypes: [String]) -> Double {
    of(
      success: success, toolSteps: stepTypes.count(where: isTool),
      verificationSteps: stepTypes.count(where: isVerification), steps: stepTypes.count)
  }

  /// One step may be both a tool step and a verification.
  static func isTool(_ stepType: String) -> Bool {
    let name = stepType.lowercased()
    return name.contains("tool") || name.contains("action")
  }

  static func isVerification(_ stepType: String) -> Bool {
    let name = stepType.lowercased()
    return name.contains("verify") || name.contains("check")
  }

  /// The credit of each of a trajectory's steps: r_k = R·γ^(n−1−k), so that the last step gets all of R.
  static func credits(reward: Double, steps: Int, gamma: Double) -> [Double] {
    var credits = [Double](repeating: reward, count: steps)
    for index in credits.indices.dropLast().reversed() { credits[index] = credits[index + 1] * gamma }
    return credits
  }
}
