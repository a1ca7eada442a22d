import Diagnostics

extension Rule {
  public static let contractStructure = Rule(
    "contract-structure", .error, "Contract without the structure that its specification requires")
  public static let contractReference = Rule(
    "contract-reference", .error,
    "Reference in a contract that is broken, circular or points outside the project")
  public static let contractSize = Rule(
    "contract-size", .error, "Contract with more methods, components, values or text than is read")
  public static let contractSchema = Rule(
    "contract-schema", .error, "Invalid JSON Schema in a contract")
  public static let contractDuplicate = Rule(
    "contract-duplicate", .error, "Duplicate name or code in a contract")
  public static let contractExample = Rule(
    "contract-example", .error, "Invalid example in a contract")
  public static let contractExampleName = Rule(
    "contract-example-name", .warning, "Value in an example whose name is not that of a parameter"
  )
  public static let contractDescription = Rule(
    "contract-description", .warning, "Missing description in a contract")
  public static let contractUnused = Rule(
    "contract-unused", .warning, "Unused component of a contract")
  public static let contractCase = Rule(
    "contract-case", .warning, "Two names in a contract that differ only in case")
  public static let contractExtension = Rule(
    "contract-extension", .warning, "Extension whose name is a probable typing error")
  public static let contractWithoutExample = Rule(
    "contract-without-example", .warning, "Method or error without an example in a contract")
  public static let contractPath = Rule(
    "contract-path", .warning, "Path of a contract with other variables than its operation has parameters")
  public static let contractParamOrder = Rule(
    "contract-param-order", .warning, "Required parameter after an optional one")
  public static let contractError = Rule(
    "contract-error", .warning, "Error code with different messages in one contract")
  public static let notShown = Rule(
    "not-shown", .error, "Method, error, event or limit of the contract that no example shows")

  /// The rules of contracts, as they are listed to people.
  public static let ofContracts: [Rule] = [
    .contractExampleName, .contractExtension, .contractWithoutExample, .contractStructure,
    .contractSize, .contractReference, .contractSchema, .contractDuplicate, .contractExample,
    .contractDescription,
    .contractUnused, .notShown, .contractCase, .contractParamOrder, .contractPath,
    .contractError,
  ]
}
