import Diagnostics

extension Rule {
  public static let contractStructure = Rule(
    "contract-structure", .error, "A contract does not have the structure that OpenRPC requires")
  public static let contractReference = Rule(
    "contract-reference", .error,
    "A reference of a contract is broken, circular or leads out of the project")
  public static let contractSchema = Rule(
    "contract-schema", .error, "A schema of a contract is not a valid JSON Schema")
  public static let contractDuplicate = Rule(
    "contract-duplicate", .error, "A name or code that must be unique occurs twice")
  public static let contractExample = Rule(
    "contract-example", .error, "An example of a contract is invalid")
  public static let contractExampleName = Rule(
    "contract-example-name", .warning, "A value of an example does not have the name of a parameter"
  )
  public static let contractDescription = Rule(
    "contract-description", .warning, "Something in a contract has no description")
  public static let contractUnused = Rule(
    "contract-unused", .warning, "Nothing refers to a component of a contract")
  public static let contractCase = Rule(
    "contract-case", .warning, "Two names of a contract differ only in upper and lower case")
  public static let contractExtension = Rule(
    "contract-extension", .warning, "An extension looks like a typing error of a known one")
  public static let contractWithoutExample = Rule(
    "contract-without-example", .warning, "A method or an error of a contract has no example")
  public static let contractParamOrder = Rule(
    "contract-param-order", .warning, "An optional parameter precedes a required one")
  public static let contractError = Rule(
    "contract-error", .warning, "An error code has different messages in different places of a contract")
}
