/// Gives the private types of a linked program the names that they have when they are not private.
///
/// A batch makes the types of its units private, and the runtime prints a private type as
/// `main.(unknown context at $55621d3bc340).Point`: its descriptor names an anonymous context as its parent. Here that
/// parent is replaced by the parent of the anonymous context, which is the module, so that the type prints as
/// `main.Point`. Layout: `swift/ABI/Metadata.h`, `TargetContextDescriptor`; it is part of the stable ABI.
struct SwiftTypeNames {
  private var bytes: [UInt8]
  private let sections: [Section]

  private struct Section {
    var name: String
    var address: Int
    var offset: Int
    var size: Int
  }

  /// A context's kind is in the low five bits of its flags.
  private static let anonymousKind = 2

  /// - Returns: The file with its descriptors changed; `nil` when it is not a 64-bit little-endian ELF file whose
  ///   descriptors could all be read.
  static func withoutPrivateContexts(_ file: [UInt8]) -> [UInt8]? {
    guard var names = SwiftTypeNames(file) else { return nil }
    for section in names.sections where ["swift5_type_metadata", "swift5_protocols"].contains(section.name) {
      for entry in stride(from: section.offset, to: section.offset + section.size - 3, by: 4) {
        guard names.renameDescriptor(at: entry, section) else { return nil }
      }
    }
    return names.bytes
  }

  private init?(_ file: [UInt8]) {
    bytes = file
    // ELFCLASS64 and ELFDATA2LSB.
    guard file.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]), file.count > 64 else { return nil }
    func number(_ offset: Int, _ width: Int) -> Int? {
      guard offset >= 0, offset + width <= file.count else { return nil }
      return (0..<width).reduce(0) { $0 | Int(truncatingIfNeeded: UInt64(file[offset + $1]) << (8 * $1)) }
    }
    guard let table = number(40, 8), let size = number(58, 2), let count = number(60, 2),
      let names = number(62, 2),
      file.indices.contains(table)
    else { return nil }
    func header(_ index: Int) -> (name: Int, section: Section)? {
      let at = table + index * size
      guard let name = number(at, 4), let address = number(at + 16, 8), let offset = number(at + 24, 8),
        let length = number(at + 32, 8), let kind = number(at + 4, 4), (0..<(1 << 48)).contains(address)
      else { return nil }
      // A section without bytes in the file (SHT_NOBITS) holds no descriptors.
      if kind == 8 { return (name, Section(name: "", address: address, offset: 0, size: 0)) }
      guard (0...file.count).contains(offset), (0...(file.count - offset)).contains(length) else {
        return nil
      }
      return (name, Section(name: "", address: address, offset: offset, size: length))
    }
    guard let strings = header(names)?.section else { return nil }
    var sections: [Section] = []
    for index in 0..<count {
      guard var (name, section) = header(index) else { return nil }
      name += strings.offset
      guard name < file.count else { return nil }
      section.name = String(decoding: file[name...].prefix { $0 != 0 }, as: UTF8.self)
      if section.address > 0, section.size > 0 { sections.append(section) }
    }
    self.sections = sections
  }

  /// The place in the file of an address in memory.
  private func offset(of address: Int) -> Int? {
    sections.first { $0.address <= address && address < $0.address + $0.size }
      .map { address - $0.address + $0.offset }
  }

  private func address(of offset: Int) -> Int? {
    sections.first { $0.offset <= offset && offset < $0.offset + $0.size }
      .map { offset - $0.offset + $0.address }
  }

  private func word(_ offset: Int) -> Int? {
    guard offset >= 0, offset + 4 <= bytes.count else { return nil }
    let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    return Int(Int32(bitPattern: value))
  }

  /// - Parameter entry: Offset of a relative pointer to a descriptor, whose low two bits say how it points.
  private mutating func renameDescriptor(at entry: Int, _ section: Section) -> Bool {
    guard let relative = word(entry) else { return false }
    // Descriptors of other images are reached through a pointer; they are not of this program.
    if relative & 3 != 0 { return true }
    let target = entry - section.offset + section.address + relative
    guard let descriptor = offset(of: target) else { return false }
    let parentField = descriptor + 4
    guard let parent = context(at: parentField) else { return false }
    guard let parent, let flags = word(parent), flags & 31 == Self.anonymousKind else { return true }
    guard case .some(.some(let outer)) = context(at: parent + 4), let outerAddress = address(of: outer),
      let fieldAddress = address(of: parentField)
    else { return false }
    let distance = UInt32(truncatingIfNeeded: outerAddress - fieldAddress)
    for index in 0..<4 {
      bytes[parentField + index] = UInt8(truncatingIfNeeded: distance >> UInt32(8 * index))
    }
    return true
  }

  /// The offset of the context that a relative pointer in the file points at; inner `nil` when it is in another
  /// image, outer `nil` when it cannot be read.
  private func context(at field: Int) -> Int?? {
    guard let relative = word(field), let address = address(of: field) else { return nil }
    if relative == 0 || relative & 1 != 0 { return .some(nil) }
    return offset(of: address + relative).map { .some($0) }
  }
}
