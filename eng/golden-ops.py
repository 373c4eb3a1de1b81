"""Prints the numbers of tests/Nabla.Tests/Ops/PyTorchTests.cs: run with a python that has torch, compare by eye."""
import torch, torch.nn.functional as F
torch.set_printoptions(precision=10, sci_mode=False)
d=torch.float64
x=torch.tensor([[1.5,-0.5,0.25],[0.,2.,-1.],[3.,0.5,0.5],[-1.,-2.,0.75]],dtype=d,requires_grad=True)
t=torch.tensor([0,2,-100,1]); w=torch.tensor([0.5,2.,1.25],dtype=d)
def show(name,l):
    g,=torch.autograd.grad(l.sum(),x); print(name,[round(v,12) for v in l.reshape(-1).tolist()],'grad',[round(v,12) for v in g.reshape(-1).tolist()])
for r in ('mean','sum','none'):
    show('ce '+r,F.cross_entropy(x,t,reduction=r))
show('ce weighted',F.cross_entropy(x,t,weight=w))
show('ce smooth',F.cross_entropy(x,t,label_smoothing=0.1))
show('ce weighted smooth',F.cross_entropy(x,t,weight=w,label_smoothing=0.1))
p=torch.tensor([[.2,.3,.5],[1,0,0],[.1,.1,.8],[.6,.4,0]],dtype=d)
show('ce prob weighted smooth',F.cross_entropy(x,p,weight=w,label_smoothing=0.1))
y=torch.tensor([[1.,3.,3.],[3.,2.,3.]],dtype=d,requires_grad=True)
y.amax().backward(); print('amax',y.grad.tolist()); y.grad=None
y.amax(1).sum().backward(); print('amax1',y.grad.tolist()); y.grad=None
z=torch.tensor([2.,2.,1.,2.,float('nan'),5.,float('nan'),1.],dtype=d).reshape(1,1,2,4)
v,i=F.max_pool2d(z[:, :, :1],(1,3),1,(0,1),return_indices=True); print('maxpool ties',v.tolist(),i.tolist())
v,i=F.max_pool2d(z,(2,2),1,0,return_indices=True); print('maxpool nan',v.tolist(),i.tolist())
a=torch.arange(1.,13.,dtype=d).reshape(1,1,3,4)
print('avg incl',F.avg_pool2d(a,2,2,1).tolist()); print('avg excl',F.avg_pool2d(a,2,2,1,count_include_pad=False).tolist())
bn=torch.nn.BatchNorm1d(2,dtype=d); xb=torch.tensor([[1.,2.],[3.,5.],[8.,-1.],[0.,4.]],dtype=d)
print('bn',bn(xb).tolist(),bn.running_mean.tolist(),bn.running_var.tolist())
s=torch.zeros(3,dtype=d); print('std0',torch.tensor([2.,2.],dtype=d).std().item(), torch.tensor([1.],dtype=d).var().item())
n=torch.zeros(3,dtype=d,requires_grad=True); n.norm().backward(); print('norm0',n.grad.tolist())
print('lse',torch.logsumexp(torch.tensor([-float('inf')]*2,dtype=d),0).item(), torch.logsumexp(torch.tensor([float('inf'),1.],dtype=d),0).item())
q=torch.tensor([0.,2.,0.,3.],dtype=d,requires_grad=True); q.prod().backward(); print('prod',q.grad.tolist())
H=torch.autograd.functional.hessian(lambda q:q.prod(),q.detach()); print(H.tolist())
ct=F.conv_transpose2d(torch.arange(1.,5.,dtype=d).reshape(1,1,2,2),torch.arange(1.,10.,dtype=d).reshape(1,1,3,3),stride=2,padding=1,output_padding=1); print('convt',ct.tolist())
bx=torch.tensor([100.,-100.,0.5],dtype=d); print('bce',F.binary_cross_entropy_with_logits(bx,torch.tensor([0.,0.,1.],dtype=d),reduction='none').tolist())
