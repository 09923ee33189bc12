// Makes a bucket, puts an object into it, lists it and reads it again; keys, region and endpoint
// come from where every AWS tool takes them.
import AWSCredentials
import CurlTransport
import S3Client

let settings = try AWSConfiguration()
let transport = CurlTransport()
let s3 = S3Client(
  transport: transport,
  credentials: .defaultChain(transport: transport),
  region: settings.region ?? "us-east-1",
  endpoint: try settings.endpoint(for: .s3)
)
let bucket = s3.bucket("s3-quickstart")
if try await !bucket.exists() { try await bucket.create() }
try await bucket.put("Hello from Swift", to: "greetings/hello.txt")
for try await object in bucket.objects(under: "greetings/") { print(object.key, object.size) }
print(try await bucket.get("greetings/hello.txt").text())
