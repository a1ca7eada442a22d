extension Scene {
  /// The scene, where it is not larger than the limits allow.
  func checked(_ limits: LayoutLimits) throws(LayoutError) -> Scene {
    for (length, what) in [(size.width, "pixels of width"), (size.height, "pixels of height")]
    where !(length <= Double(limits.pixels)) {
      let count = length.isDrawable ? Int(length) : Int.max
      throw .tooMany(what: what, count: count, limit: limits.pixels)
    }
    return self
  }
}
