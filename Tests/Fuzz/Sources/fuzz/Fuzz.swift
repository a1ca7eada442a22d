import Foundation
import FuzzTargets

/// libFuzzer calls this with each input. The target is named by the variable FUZZ_TARGET.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  if let problem = target.problem(input) {
    FileHandle.standardError.write(Data("\(target.name): \(problem)\n".utf8))
    abort()
  }
  return 0
}

private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  if let target = FuzzTarget.named(name) { return target }
  let names = FuzzTarget.all.map(\.name).joined(separator: " ")
  FileHandle.standardError.write(Data("FUZZ_TARGET must be one of: \(names)\n".utf8))
  exit(2)
}()
