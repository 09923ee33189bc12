-- Task 7: the most popular category of each age group.
WITH age_groups AS (
  SELECT 18 AS youngest, 24 AS oldest, '18-24' AS age_group
  UNION ALL SELECT 25, 35, '25-35'
  UNION ALL SELECT 36, 50, '36-50'
  UNION ALL SELECT 51, 999, /*over-fifty*/'+50'
),
counted AS (
  SELECT age_groups.youngest, age_groups.age_group, pin.category, COUNT(*) AS category_count
  FROM pin
  INNER JOIN user ON user.ind = pin.ind
  INNER JOIN age_groups ON user.age BETWEEN age_groups.youngest AND age_groups.oldest
  WHERE pin.category IS NOT NULL
  GROUP BY age_groups.youngest, age_groups.age_group, pin.category
),
ranked AS (
  SELECT youngest, age_group, category, category_count,
    RANK() OVER (PARTITION BY youngest ORDER BY category_count DESC) AS place --[ties=course|all]
    --[ties=one] ROW_NUMBER() OVER (PARTITION BY youngest ORDER BY category_count DESC, category) AS place
  FROM counted
)
SELECT age_group, category, category_count
FROM ranked
WHERE place = 1 --[listing=top]
ORDER BY youngest, category_count DESC, category
