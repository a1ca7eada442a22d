extension StringProtocol {
  /// Equality of the bytes. `==` is compared first: it fails fast.
  ///
  /// `==` of strings also holds for canonically equivalent texts, "é" as one scalar or as two, which programs tell apart.
  ///
  /// ```swift
  /// "\u{E9}" == "e\u{301}"            // true
  /// "\u{E9}".isExactly("e\u{301}")    // false
  /// ```
  @inlinable public func isExactly(_ other: some StringProtocol) -> Bool {
    self == other && utf8.elementsEqual(other.utf8)
  }
}
