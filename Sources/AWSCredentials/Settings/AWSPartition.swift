/// Where the services of a region live: each group of regions has a domain of its own.
enum AWSPartition {
  /// The domain that service endpoints of a region end with.
  static func domain(of region: String, dualStack: Bool = false) -> String {
    let partition = partitions.first { region.hasPrefix($0.prefix) } ?? commercial
    return dualStack ? partition.dualStack : partition.domain
  }

  private static let commercial = (prefix: "", domain: "amazonaws.com", dualStack: "api.aws")

  private static let partitions = [
    (prefix: "cn-", domain: "amazonaws.com.cn", dualStack: "api.amazonwebservices.com.cn"),
    (prefix: "eusc-", domain: "amazonaws.eu", dualStack: "api.amazonwebservices.eu"),
    (prefix: "us-iso-", domain: "c2s.ic.gov", dualStack: "api.aws.ic.gov"),
    (prefix: "us-isob-", domain: "sc2s.sgov.gov", dualStack: "api.aws.scloud"),
    (prefix: "eu-isoe-", domain: "cloud.adc-e.uk", dualStack: "api.cloud-aws.adc-e.uk"),
    (prefix: "us-isof-", domain: "csp.hci.ic.gov", dualStack: "api.aws.hci.ic.gov"),
  ]
}
