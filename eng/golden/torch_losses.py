#!/usr/bin/python3
"""Golden numbers of the losses of PyTorch and torchvision in float64: tests/Nabla.Nn.Tests/Golden/functions.safetensors."""
import torch, torch.nn.functional as F, torchvision.ops as V
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(22)
R, U = torch.randn, torch.rand

x, t, p, q = R(6, 5) * 2, R(6, 5) * 2, U(6, 5), U(6, 5)
huge, ties = R(6, 5) * 1e4, torch.randint(-2, 3, (6, 5)).double()       # differences of ties lie on the kinks
signs, classes, weights = torch.sign(R(6, 5)), torch.tensor([0, 4, 2, 2, 1, 3]), U(5) + .5
some = torch.tensor([0, -100, 2, 2, -100, 3])
labels = torch.tensor([[3, 0, -1, 1, 2], [-1, 0, 0, 0, 0], [0, 1, 2, 3, 4], [2, 2, 4, -1, 0], [4, -1, -1, -1, -1], [1, 3, -1, 4, 4]])
a, b, c, pair = R(6, 4), R(6, 4), R(6, 4), torch.sign(R(6))
left, size, moved = U(6, 2) * 4, U(6, 2) * 3 + .5, U(6, 2) * 4
boxes, others = torch.cat([left, left + size], 1), torch.cat([moved, moved + size.flip(0)], 1)
steps, lengths = torch.tensor([7, 5, 7]), torch.tensor([3, 2, 0])
words = torch.tensor([[1, 2, 2, 0], [4, 1, 3, 3], [2, 2, 2, 2]])

tensors = {}
def row(name, f, *inputs): tensors.update(golden.function(name, f, *inputs))
def each(name, f, *inputs):
    for reduction in ("mean", "sum", "none"): row(f"{name} {reduction}", lambda *i: f(*i, reduction=reduction), *inputs)

each("l1", F.l1_loss, x, t); row("l1 ties", F.l1_loss, ties, ties.flip(0)); row("mse none", lambda x, t: F.mse_loss(x, t, reduction="none"), x, t)
each("huber", lambda x, t, reduction: F.huber_loss(x, t, delta=.7, reduction=reduction), x, t)
row("huber ties", F.huber_loss, ties, ties.flip(0)); row("huber huge", F.huber_loss, huge, t)
each("smooth l1", lambda x, t, reduction: F.smooth_l1_loss(x, t, beta=.7, reduction=reduction), x, t)
row("smooth l1 ties", F.smooth_l1_loss, ties, ties.flip(0)); row("smooth l1 zero", lambda x, t: F.smooth_l1_loss(x, t, beta=0.), x, t)
each("bce", lambda p, reduction: F.binary_cross_entropy(p, q, reduction=reduction), p)
row("bce weighted", lambda p: F.binary_cross_entropy(p, q, weight=weights), p)
row("bce sure", lambda p: F.binary_cross_entropy(p, q[:1, :4]), torch.tensor([[0, 1, 1e-14, 1 - 1e-14]]))
each("bce logits", lambda x, reduction: F.binary_cross_entropy_with_logits(x, q, reduction=reduction), x)
row("bce logits weighted", lambda x: F.binary_cross_entropy_with_logits(x, q, weight=weights, pos_weight=weights.flip(0)), x)
row("bce logits huge", lambda x: F.binary_cross_entropy_with_logits(x, q), huge)
each("nll", lambda x, reduction: F.nll_loss(x, classes, reduction=reduction), x)
each("nll weighted ignored", lambda x, reduction: F.nll_loss(x, some, weight=weights, reduction=reduction), x)
each("poisson", lambda x, reduction: F.poisson_nll_loss(x, q * 5, reduction=reduction), x)
row("poisson full", lambda x: F.poisson_nll_loss(x, q * 5, full=True), x); row("poisson rates", lambda p: F.poisson_nll_loss(p, q * 5, log_input=False, full=True), p)
each("gaussian", lambda x, t, v, reduction: F.gaussian_nll_loss(x, t, v, reduction=reduction), x, t, p + .1)
row("gaussian full rows", lambda x, t, v: F.gaussian_nll_loss(x, t, v, full=True), x, t, p[:, :1] + .1)
row("gaussian bounded", lambda x, t, v: F.gaussian_nll_loss(x, t, v, eps=.5), x, t, p)
each("kl", lambda x, reduction: F.kl_div(x, q, reduction=reduction), x)
row("kl zeros", lambda x: F.kl_div(x, torch.relu(q - .5)), x)
row("kl logarithms", lambda x, t: F.kl_div(x, t, log_target=True, reduction="sum"), x, t)
each("multi margin", lambda x, reduction: F.multi_margin_loss(x, classes, reduction=reduction), x); row("multi margin ties", lambda x: F.multi_margin_loss(x, classes), ties)
row("multi margin squared", lambda x: F.multi_margin_loss(x, classes, p=2, margin=.7, weight=weights), x)
each("multilabel margin", lambda x, reduction: F.multilabel_margin_loss(x, labels, reduction=reduction), x)
row("multilabel margin ties", lambda x: F.multilabel_margin_loss(x, labels), ties)
each("multilabel soft margin", lambda x, reduction: F.multilabel_soft_margin_loss(x, (q > .5).double(), weight=weights, reduction=reduction), x)
each("soft margin", lambda x, reduction: F.soft_margin_loss(x, signs, reduction=reduction), x)
each("hinge embedding", lambda x, reduction: F.hinge_embedding_loss(x, signs, margin=1.5, reduction=reduction), p * 3)
row("hinge embedding ties", lambda x: F.hinge_embedding_loss(x, signs), ties)
each("margin ranking", lambda x, t, reduction: F.margin_ranking_loss(x, t, signs, margin=.5, reduction=reduction), x, t)
row("margin ranking ties", lambda x, t: F.margin_ranking_loss(x, t, signs, margin=1), ties, ties.flip(0))
each("cosine embedding", lambda a, b, reduction: F.cosine_embedding_loss(a, b, pair, margin=.1, reduction=reduction), a, b)
each("triplet", lambda a, b, c, reduction: F.triplet_margin_loss(a, b, c, reduction=reduction), a, b, c)
row("triplet swapped", lambda a, b, c: F.triplet_margin_loss(a, b, c, margin=2., p=1., swap=True), a, b, c)
row("triplet cosines", lambda a, b, c: F.triplet_margin_with_distance_loss(a, b, c, distance_function=lambda u, v: 1 - F.cosine_similarity(u, v)), a, b, c)
row("pairwise distance", F.pairwise_distance, a, b); row("pairwise distance 3", lambda a, b: F.pairwise_distance(a, b, p=3), a, b)
row("pairwise distance infinite", lambda a, b: F.pairwise_distance(a, b, p=float("inf")), a, b); row("pairwise distance equal", lambda a, b: F.pairwise_distance(a, b), a, a)
row("cosine similarity", F.cosine_similarity, a, b)
each("focal", lambda x, reduction: V.sigmoid_focal_loss(x, (q > .5).double(), reduction=reduction), x)
row("focal unweighted", lambda x: V.sigmoid_focal_loss(x, (q > .5).double(), alpha=-1, gamma=1.5), x)
row("box iou", V.box_iou, boxes, others[:4])
each("giou", V.generalized_box_iou_loss, boxes, others); each("diou", V.distance_box_iou_loss, boxes, others); each("ciou", V.complete_box_iou_loss, boxes, others)
row("ciou far", V.complete_box_iou_loss, boxes, others + 9)
def ctc(x, reduction, **k): return F.ctc_loss(F.log_softmax(x, -1).transpose(0, 1), words, steps, lengths, reduction=reduction, **k)
each("ctc", ctc, R(3, 7, 5))
short = torch.tensor([2, 5, 7])
row("ctc zero infinity", lambda x: F.ctc_loss(F.log_softmax(x, -1).transpose(0, 1), words, short, lengths, zero_infinity=True, reduction="none"), R(3, 7, 5))
row("ctc blank last", lambda x: F.ctc_loss(F.log_softmax(x, -1).transpose(0, 1), words % 4, steps, lengths, blank=4), R(3, 7, 5))
each("cross entropy huge", lambda x, reduction: F.cross_entropy(x, classes, weight=weights, label_smoothing=.1, reduction=reduction), huge)
row("cross entropy shares weighted", lambda x: F.cross_entropy(x, torch.softmax(t, -1), weight=weights, label_smoothing=.2), x)
row("cross entropy all options", lambda x: F.cross_entropy(x, some, weight=weights, label_smoothing=.2, reduction="none"), x)
row("atan", torch.atan, torch.tensor([-1e6, -3, -1, -.4, 0, .2, .9, 1, 1.1, 50])); row("log add exp", torch.logaddexp, huge, t)

tensors |= {"given/" + k: v for k, v in dict(q=q, weights=weights, signs=signs, pair=pair, classes=classes, some=some, labels=labels, steps=steps,
    short=short, lengths=lengths, words=words, shares=torch.softmax(t, -1)).items()}
golden.save("Nabla.Nn.Tests/Golden/functions", tensors)
