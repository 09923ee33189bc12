public import HTTPWire

extension AWSConfiguration {
  /// The endpoint somebody configured for a service, or `nil` where AWS's own is meant.
  ///
  /// `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, its
  /// `endpoint_url`; none of them where `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is true.
  public func endpoint(
    for service: AWSServiceName
  ) throws(AWSCredentialsError) -> HTTPEndpoint? {
    let read = SettingsReader(host: host, profile: profile)
    let ignores = try read.flag(
      read.find("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", key: "ignore_configured_endpoint_urls")
    )
    if ignores == true { return nil }
    if let found = read.find(service.variable, "AWS_ENDPOINT_URL", key: nil) {
      return try read.endpoint(found)
    }
    if let found = try serviceEndpoint(of: service) { return try read.endpoint(found) }
    return try read.find(key: "endpoint_url").map(read.endpoint)
  }

  /// Where to ask for credentials: the configured endpoint, or the region's own.
  func credentialsEndpoint(
    of service: AWSServiceName,
    host name: String,
    region: String
  ) throws(AWSCredentialsError) -> HTTPEndpoint {
    if let endpoint = try endpoint(for: service) { return endpoint }
    let domain = AWSPartition.domain(of: region, dualStack: usesDualStack ?? false)
    let label = usesFIPS == true ? "\(name)-fips" : name
    let url = "https://\(label).\(region).\(domain)"
    let found = SettingsReader.Found(value: url, origin: "region \(region)")
    return try SettingsReader(host: host, profile: profile).endpoint(found)
  }

  private func serviceEndpoint(
    of service: AWSServiceName
  ) throws(AWSCredentialsError) -> SettingsReader.Found? {
    guard let reference = profile?["services"] else { return nil }
    guard let definition = files.servicesDefinition(reference.value) else {
      throw AWSCredentialsError(
        .invalidSetting,
        source: "services in \(reference.origin)",
        detail: "there is no [services \(reference.value)]"
      )
    }
    guard let setting = definition[service.rawValue], let url = setting.nested["endpoint_url"]
    else { return nil }
    let origin = "\(service.rawValue).endpoint_url in \(setting.origin)"
    return SettingsReader.Found(value: url, origin: origin)
  }
}

extension SettingsReader {
  func endpoint(_ found: Found) throws(AWSCredentialsError) -> HTTPEndpoint {
    do {
      return try HTTPEndpoint(found.value)
    } catch {
      throw AWSCredentialsError(
        .invalidSetting,
        source: found.origin,
        detail: error.description,
        underlying: error
      )
    }
  }
}
