/// Looks settings up, environment before profile, and says where a value that makes no sense stands.
struct SettingsReader {
  /// A value and where it came from.
  struct Found {
    var value: String
    var origin: String
  }

  let host: AWSHost
  let profile: ConfigSection?

  /// The first of the variables that is set, else the profile's setting.
  func find(_ variables: String..., key: String?) -> Found? {
    for name in variables {
      if let value = host.variable(name) { return Found(value: value, origin: name) }
    }
    guard let key, let setting = profile?[key], !setting.value.isEmpty else { return nil }
    return Found(value: setting.value, origin: "\(key) in \(setting.origin)")
  }

  /// A nested setting: `addressing_style` under `s3`.
  func find(nested key: String, under parent: String) -> Found? {
    guard let setting = profile?[parent], let value = setting.nested[key], !value.isEmpty else {
      return nil
    }
    return Found(value: value, origin: "\(parent).\(key) in \(setting.origin)")
  }

  func flag(_ found: Found?) throws(AWSCredentialsError) -> Bool? {
    guard let found else { return nil }
    switch found.value.lowercased() {
    case "true": return true
    case "false": return false
    default: throw refuse(found, "neither true nor false")
    }
  }

  func count(_ found: Found?) throws(AWSCredentialsError) -> Int? {
    guard let found else { return nil }
    guard let number = Int(found.value), number > 0 else {
      throw refuse(found, "not a number above 0")
    }
    return number
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ found: Found?,
    of type: Choice.Type
  ) throws(AWSCredentialsError) -> Choice? where Choice.RawValue == String {
    guard let found else { return nil }
    let value = found.value.lowercased()
    if let choice = Choice.allCases.first(where: { $0.rawValue == value }) { return choice }
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw refuse(found, "none of \(names)")
  }

  func refuse(_ found: Found, _ reason: String) -> AWSCredentialsError {
    AWSCredentialsError(
      .invalidSetting,
      source: found.origin,
      detail: "\"\(found.value)\" is \(reason)"
    )
  }
}
