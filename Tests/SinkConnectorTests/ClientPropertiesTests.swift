import SinkConnector
import Testing

struct ClientPropertiesTests {
  static let client = """
    security.protocol = SASL_SSL
    sasl.mechanism = AWS_MSK_IAM
    sasl.jaas.config = software.amazon.msk.auth.iam.IAMLoginModule required \
    awsRoleArn="arn:aws:iam::123456789012:role/0af8d0adfd13-ec2-access-role";
    sasl.client.callback.handler.class = software.amazon.msk.auth.iam.IAMClientCallbackHandler
    """

  static let proxy =
    "zookeeper.connect=z-1.example:2181\nbootstrap.servers=b-1.example:9098,b-2.example:9098\n"
    + client.split(separator: "\n").map { "client.\($0)" }.joined(separator: "\n")

  @Test(arguments: [client, proxy]) func `what the course writes is complete`(text: String) throws {
    let properties = try ClientProperties(parsing: text)
    #expect(properties.isComplete, "\(properties.findings.filter(\.isWrong))")
  }

  @Test(arguments: [
    ("SASL_SSL", "SSL", "security.protocol", "is SSL"),
    (";", "", "sasl.jaas.config", "semicolon"),
    ("required awsRoleArn", "\nrequired awsRoleArn", "sasl.jaas.config", "broken in two"),
    ("arn:aws:iam", "arn:aws:s3", "sasl.jaas.config", "no role"),
    ("sasl.mechanism", "sasl.mechansim", "sasl.mechanism", "is missing"),
  ]) func `a line that lets nobody in says why`(
    old: String,
    new: String,
    key: String,
    reason: String
  ) throws {
    let text = Self.client.replacing(old, with: new)
    let finding = try ClientProperties(parsing: text).findings.first { $0.key == key }
    #expect(finding?.isWrong == true)
    #expect(finding?.explanation.contains(reason) == true, "\(finding?.explanation ?? "none")")
  }

  @Test func `a proxy's lines without their prefix are named`() throws {
    let text = Self.proxy.replacing("client.sasl.mechanism", with: "sasl.mechanism")
    let properties = try ClientProperties(parsing: text)
    let finding = properties.findings.first { $0.key == "client.sasl.mechanism" }
    #expect(finding?.explanation.contains("without client.") == true)
  }

  @Test func `the port of another mechanism is named`() throws {
    let text = Self.proxy.replacing("9098", with: "9092")
    let finding = try ClientProperties(parsing: text).findings.first
    #expect(finding?.explanation == "names ports 9092; IAM answers at 9098")
  }
}
