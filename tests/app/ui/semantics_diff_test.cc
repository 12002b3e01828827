#include "app/ui/semantics_diff.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

namespace quietroom::ui {
namespace {

/// The page's part, from the words of platform/page.h alone.
class Mirror {
 public:
  void apply(const SemanticsRequest& request) {
    for (const NodeId id : request.removed) REQUIRE(nodes_.erase(id) == 1);
    for (const SemanticsNode& node : request.changed) nodes_[node.id] = node;
    if (!request.order.empty()) order_ = request.order;
  }
  std::vector<SemanticsNode> tree() const {
    std::vector<SemanticsNode> out;
    for (const NodeId id : order_) out.push_back(nodes_.at(id));
    REQUIRE(out.size() == nodes_.size());
    return out;
  }

 private:
  std::map<NodeId, SemanticsNode> nodes_;
  std::vector<NodeId> order_;
};

SemanticsNode node(NodeId id, std::string name) {
  SemanticsNode out;
  out.id = id;
  out.name = std::move(name);
  return out;
}

TEST_CASE("SemanticsDiff: says nothing when nothing changed") {
  SemanticsDiff diff;
  const std::vector<SemanticsNode> tree{node(1, "a"), node(2, "b")};
  CHECK(diff.update(tree).has_value());
  CHECK_FALSE(diff.update(tree).has_value());
}

TEST_CASE("SemanticsDiff: a change of one node sends that node and no order") {
  SemanticsDiff diff;
  diff.update({node(1, "a"), node(2, "b")});
  const auto change = diff.update({node(1, "a"), node(2, "c")});
  REQUIRE(change.has_value());
  REQUIRE(change->changed.size() == 1);
  CHECK(change->changed[0].name == "c");
  CHECK(change->order.empty());
  CHECK(change->removed.empty());
}

TEST_CASE("SemanticsDiff: after forget everything is sent again") {
  SemanticsDiff diff;
  const std::vector<SemanticsNode> tree{node(1, "a"), node(2, "b")};
  diff.update(tree);
  diff.forget();
  const auto all = diff.update(tree);
  REQUIRE(all.has_value());
  CHECK(all->changed.size() == 2);
  CHECK(all->order.size() == 2);
}

TEST_CASE("SemanticsDiff: applying the differences of random trees gives the trees") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    SemanticsDiff diff;
    Mirror mirror;
    for (int step = 0; step < 20; ++step) {
      std::vector<NodeId> ids;
      for (NodeId id = 1; id <= 12; ++id) {
        if (random() % 3 != 0) ids.push_back(id);
      }
      if (random() % 2 == 0) std::shuffle(ids.begin(), ids.end(), random);
      if (ids.empty()) ids.push_back(1);
      std::vector<SemanticsNode> tree;
      for (const NodeId id : ids) {
        tree.push_back(node(id, std::string(1, static_cast<char>('a' + random() % 3))));
        if (!tree.empty() && tree.size() > 1 && random() % 2 == 0) {
          tree.back().parent = tree[random() % (tree.size() - 1)].id;
        }
      }
      const auto change = diff.update(tree);
      if (change) mirror.apply(*change);
      CHECK(mirror.tree() == tree);
      CHECK_FALSE(diff.update(tree).has_value());
    }
  }
}

}  // namespace
}  // namespace quietroom::ui
