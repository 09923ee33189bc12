/// Arrays that are filled anew for every page, kept from page to page and from column to column.
struct PageScratch {
  /// A page as it was before it was compressed.
  var expanded: [UInt8] = []
  /// Numbers of values in a dictionary.
  var indices: [UInt32] = []
  /// The page's levels.
  var levels = PageLevels()
}
