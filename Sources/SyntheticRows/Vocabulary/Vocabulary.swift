/// The words rows are made of, all of them invented or as common as names of countries.
enum Vocabulary {}
