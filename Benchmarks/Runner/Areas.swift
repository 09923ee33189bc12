/// Everything that is measured, in the order of the pipeline; each area stands in a file of its
/// own.
let areas: [Area] = [
  signArea,
  jsonArea,
  rowsArea,
  httpArea,
  postArea,
  serveArea,
  logArea,
  cloudArea,
  sinkArea,
  s3Area,
  kinesisArea,
  startArea,
  parquetArea,
  deltaArea,
  lakeArea,
  kinesisServeArea,
  streamArea,
]
