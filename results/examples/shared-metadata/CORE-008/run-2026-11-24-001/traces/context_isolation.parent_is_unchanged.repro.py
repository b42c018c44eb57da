"""parent_is_unchanged fails on context_isolation.

1. main goes on for 1 step.
2. s2 starts (steps 1 to 3) and stops at context_derivation.py:31 in execute.
3. Task-3, Task-4 go on for 6 steps.
4. s2 goes on (step 4) to its end.
5. main goes on for 1 step.

Run it where `import stageflow` finds the subject:

    PYTHONPATH=FOLDER_OF_STAGEFLOW python context_isolation.parent_is_unchanged.repro.py

It exits with 1 where the check `parent_is_unchanged` fails again, 0 where it does not, 3 where the run took other steps than
before, 2 where it could not be run. It needs the subject and the standard library of Python 3.11 or later.

MACHINERY at the end is an archive of Python source: the controlled event loop, the scenario and the check, from
stageflow-stress 0.1.0. `python context_isolation.parent_is_unchanged.repro.py --unpack FOLDER` writes it out.
"""

import base64
import importlib.util
import io
import lzma
import os
import sys
import tarfile
import tempfile
import traceback
from pathlib import Path

CHECK = 'parent_is_unchanged'
PLANTS = ['shared-metadata']
SCENARIO = {'id': 'context_isolation',
 'family': 'context_derivation',
 'stages': ({'name': 's2', 'dependencies': (), 'behaviour': 'act'},),
 'arguments': {'forks': 2, 'depth': 1},
 'checks': ('derived_context_shares_no_mutable_object', 'derivation_changes_only_what_it_names',
            'parent_is_unchanged', 'run_ids_are_distinct'),
 'seed': 0,
 'deadline_s': 60.0,
 'seconds': 0.0,
 'clock': 'real'}
# Who goes next at each step that had a choice: an index into those that could, the longest waiting first.
TRIAL = {'number': 2,
 'driver': 'schedules',
 'strategy': 'native',
 'setting': 'native',
 'salt': 0,
 'horizon': 0,
 'engine': 'tasks',
 'seed': 0,
 'choices': [0, 0, 0, 0, 0, 0],
 'interrupts': [],
 'by': '',
 'fault': {}}


def main():
    if sys.argv[1:2] == ["--unpack"] and len(sys.argv) == 3:
        unpack(sys.argv[2])
        return 0
    found = importlib.util.find_spec("stageflow")
    if found is None:
        print("no package named stageflow on the path: set PYTHONPATH to the folder that holds it", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as machinery:
        unpack(machinery)
        sys.path.insert(0, machinery)
        package = Path(found.origin).parent
        subject = package if package.parent.name in ("site-packages", "dist-packages") else package.parent
        owners = [subject, machinery, *os.environ.get("PYTHONPATH", "").split(os.pathsep), Path(__file__).parent]
        os.environ["PYTHONPATH"] = os.pathsep.join(map(str, owners))  # by this order it is told whose code raised
        return run()


def unpack(folder):
    machinery = lzma.decompress(base64.b85decode("".join(MACHINERY.split())))
    with tarfile.open(fileobj=io.BytesIO(machinery)) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)


def run():
    from harness.wire import ScenarioRun
    from harness.worker.prepare import before_subject

    before_subject(threads=TRIAL["driver"].startswith("thread"), virtual_clock=SCENARIO["clock"] == "virtual")
    from harness.worker.adapter import Subject
    from harness.worker.plants import apply
    from harness.worker.replay import replay

    subject = Subject()
    for plant in PLANTS:
        apply(plant, subject)
    for stage in SCENARIO["stages"]:
        if ":" in stage["behaviour"]:
            subject.user_stage(stage["behaviour"])  # one that is missing is no failure of the check
    answer = replay(ScenarioRun.from_json(SCENARIO), TRIAL, CHECK, subject)
    print(f"{answer['result']}: {CHECK}: {answer['reason']}")
    for line in answer["witness"]:
        print(f"  {line}")
    if answer["bug"]:
        raise RuntimeError(answer["bug"])
    return {"reproduced": 1, "diverged": 3}.get(answer["result"], 0)


MACHINERY = """
{Wp48S^xk9=GL@E0stWa8~^|S5YJf5<l{H*|6Kqy7)q<6<sgucFN-
=&l}6+255N1LpkR7|Z>+SRu5~mZCcU)*8p#qyzU7{IljnSinB5_Mfm9Mt*Qzy*y)@umPSoC-
;VYLPEcGB7uCV)ytFL&`{DO!>F>%(tng&TYSijmv;I7SYo$Oq-go+kJyB?CzxXt)sMG4R?T?1f!ue%p}oHO;yrj+GDQiB?Qsk#2jsl3Ts7fT;3Y`X1c9%x
A5ugNF!`O+bL37_*OuC0j^1!3BfFir%9wNCzlWBOK!S{<ZSKU?4wB2A9unG`*)Pr9(=8)MhTYI~+k!80wlP4xX-
x&`xfWoyhUj$$oao`jsa7a&aDz(5FK=3#Z?e!=tOuclT*;9=;8o9g^zMrc{D#rVvIh8u+*E~zH*1`MZel(CD-MqZ8Y9$Li3nj+d~)m4eM*5a4>gsNF*Yxg
*iD>*iMz7MqCNX=}pL6T(27)4N2V-T(2CRATFr_X^O4E@(9lSALAB@iE#Rs)q1k*emqsw4+{{7n46`VIWwG8^MT$x7C|-LC@YWGYlU;-
nw>%oMR<Vfl_ZCI1LCHk>}w<p-&_vDLj0@-A5#|AI4Z-
CCQ>;kcEUZ#o6f$sB@fJ0?4bk|gZ+M{f8CpW`jRiyCRoyZg_^0&6<>;{=IrooB_TKCQ7ChG&!Js&T8xy-H3z0-
9k?z&XjooidA1Y@`Ft@C%@Z)7VPzK0q|-G+&VckHIayA%l<(swN<<5Ov%wqJPvgkC*~?sQojcC}!p=5-o&#DvS8K*xO-
}XEb!NB3*~L9AKIwq^(Y95r&JFJga;~gX_MMNq;DP36ntbYC}<qLwADZinIK^l$l~d<b~rq25@%r>s=uT(YeLSR5Jf6f0$Pzj`>YeV*M~un@1YO@V)5!HL
aiL%w9CAhZLPW*3eNfu3hgmGum1GxqxSj%P845ex&@SgmQp_il2AHr%(qqqSXl`$tv<m9VKz<xLR#ti8n|dMR?)nRJXaMLyJ+TEVqltsLbL&PbI4@sd|r*
G0{}q$-b%`gxzF1KhPfel--Z>SuOF=6XL8t3wK(w?}GnkqRyvnZNl@bDu4ZcH(VRVvS?4Q%v!|`>~-
#SCDHwf27)3t;4Zd1vgps8<MI(3R~mXdE6HIOgLt!`!^uZwNuWI^@}ieE$vXNle)lJN;;z~nwS1QQo2}$}EMz0=dz>O?S_finhw7LaafSnUe5|YTcKLU7|
BUGJ?R+Vi%JEe}<vle^Jq$BDj{g_5)1i@~>1~52pp3nIVwW}-P1_l%I4->OD~fTR3RTP=O1bwtX1ua?y2IK%Q{}Szy$HS(+k&4p%4C8Es+FE-
`E4Dl%UHB0xR$6cnM2r?OqlYH4GkKN6-
Jp;&!zl=2byt$**ZJgnP^39N>8Ksz*`V0m^)j90{4Uuow_M9R%{|*5xChVdvucFx_*=Z`C0*S@369ZE6WtQrkubc-
B=;di$V>k_N{x!+k^Y?SVii6g0rcmUqczZ1vj1IaM0&GrLqxL$3V9gOLR1v!BZn$L+xl}e|v7S&Z3jN!=+nXdlcNSr#7Jnc{gPY(lBY4i)10Z3j}2vI*Vk
M+}@i=#vZGx!o;oVs5^{+Z!2yGaHh5Zuh2Ia+i%B!$IgZT&0PEtq;N$Jif}|m<q)e?oWY9hY%BN0FzA=Mv83HT8uuj&sYtKgI{X^<ZOO#X6*^;9#EOKa8*
r(Mc<-
Yw3#R^21~XGj!_&>TZAGi61E6I4X&GOXH=j~a#0CO@EL%E6x5!u(g<z6Ml;<YggeqYPf<FBndB$r6gNEfVA}O=5nT3%hz{TK%CJRe*Z}P?fmX6k7vTu)Gf
dd~qyJ?7v2y5F)2kw|SP^bSwp;vIE&H!JRo9#mWoz7zi83DfE)~)o^E)~2>=n)>q;W|6|R-KVFgiph~v#Z)W#b#l^+~>VDv>sF-q!zXX1E+-
L#`X&y!HHfzk2Xlc7kb`uad&PL7Jz)b*!>9K+S>z!k(jS>{DR^vr{Mn#!*z>Y%E<%-?*rCuJOtalPF_17-okKR)1~3Zp_O^b3|-
Gvdd6JQI+J4SE;9X5Q$8W=jBtWl+*^d4`57TtqtHX<rQWeUYkKNsEK(Wrh7QHlZ)N<vLXa399Hj~P4gsbL8+eP`F4A4bZ1zFR8oIXvb(tLw-
I;N1cD8~lr)%#+1-
ccZ^dH?SIrT)txwm?wmKjat8qz*Ad%L+opC0u_S>|K>WBtOeK@4dlP91DwnTkx+cmH1*dok3DKQbGx98UUV7A`Xaz<Eg7Pom|}B>?F;>`|OgLxM1Th4e8E
<9!8Ofo}4J5qEa$z{ZG$Ul#>g7I5)z22*=@|J)<;2=+4xCb&}VdFGd`AyxB>BvwS&wyl;bqt(3x75}FYmk0=Hdpl(sYDb-
LeTLZFt#%R3eyc<H^`8{X7iVVy!jjy-Qe6aaiEKGt8C~;&Q?+PIL=$V?3ujAnM2{+n@mU#>!L^$6$!uJa78djgbAbZPiVPQH(rAg3v0Jx0I^U@$(DeqK4P
S@=;V<~YH*wrU4ztOk9`_-`9tVf75d3i^3m;P4UC5rEb<C#&N#5cbgoif5lk9>SEHOsoIFkolal>(1q>9{4+7^m?GY>^leG)PH2zXM|AZxib0dICNO-
w(JW$L#fxg<0xzCn&8HC<=50xqUAbnQDJkAr%im0?{SV^H}=B@@|Ye}t_@y1z;dkpx`KKLeG@m9txDdr*9TW)Pq*n)LZsCZ)y8cuw?Jx6lX#<|3`gjRUG*
IY+^EW;qvN>-A+d>*}_AuC-Vwq5P8(Jc|B?{h0U3QjZ$-
rZ3#LOJ>KqJs+~mP?pnowoR_#Daf}`JLU^4o3Pc4{GYJyO`W)i(zeA=;vhAzJE|%xqQmzABq5%AwKxWPwM1W{a&9+-
ogH4|>JYYs$o?@l&$)m{nS&V3GwtIBay$jo{h$krfh$>=m1+~LdfjMp1{M8pX|l?3O7tBi#zyl*?^%`RR7Y-
AyXphja3XNm>^pjU>yOP)dpg2U1(v;ZCOF|oQx3iCQcQ+F0=22??M$oi&kMfZ7uhiuj_?6~;&ggUcseAE$g3H&#E%)cK}m19^3>}Poqjw3A!?EV-
A8T4hvsvQKV92OE2(G@>jJVKQ=`Uc)SeQ%L#1V`%Z%d7(#DUoXzOBo0Qi#6UJ>y}5^2UjO01w?Z!iMo8q7?Z$FVu)-
1BJ*ZbjjKPUp}P8X!=X2c7{7N(?deMF$(YTG9wa_GkY}EJoCKNPH}Z*zy{S<fY7fntdqcX=-
|5+12}bpxOPeqSWsneJS9}#*gt?w*Rh`>u0dii%RIcue=9HWr7x$3;26}IAPNZA9QK)E0oW83V_Eb+t75(pt<qI>A#PQPfvx_xP2rDOqDD#bsf#!ySz1t4
}leOV1i*ul@V!V!wc8@q9e`sv`)-iw1~02GX3U@X-
o|R(c|~JIoU!Q$ijE6J1GV2aOdM<7!A!ZBC&LECr(Yjs!vS@RtBi_bvs;erRW~`*(mGpUgGNy`Qq5sVt2mJE5pGOH29~Ry}H79$#H9JkvlHx5EN{-
gv}klz)sT}VH15xZ<<9kv?83cWH@ic^~i@}mG0xSOA}i{otvR+5d`<2L3>OW<ZW_nixky)SM1&LhrZGT@9Pbp5EbU4%YXrQxTAlxDF1MAM)zd{bPZ%(r03
5t_9e<?YL;=#(OQPXGF|!4Q?St+ZK}2VabXvG1SwU$^yN7WvEQUYJ*u9Tg9F2{Uh7?~uI&vv!2OqCotF84sR7=f%^wq;p!%4{CtP2SVnilqBd{Y!2{$>JX
F#2K+ZyY}?5~+b!NbVBa@2`|y9HS^$Jrt97G@jj12?2OFd=_DQ=nsB7sVkWFLx5*(3{D($>3@Nz-
70+8is>gSEG<B&XX@5SkK+SPqWc#NMgGLGv!ioXP*VBdXab&y!B~BgaBl#*2sg0<U~D{GdAI#Y!)z&iZO8!@%c{?k^;D72wPdA(2ht$(HlCu!0d;X3mZQ_
$2E-4V*rdOjQ#`SB3lelQUfc)M&{ou#1(Uq`g(Ma>dYS||2*g&!?+*7s9rK{(0hCXH_)GYVwcM%6MvZw<Ux~FFq;DOaatgzc1EAp7yf-fkJ<@+$pqQJc;r
DD0*|1nxu1s+Avd4`-?$jFFG3|-94%%53TzZ+^it*Vvgi}uCMJYMy2Ww8-u5G*&8ky??IYnbK_Dz3>bGKd$_L7GP-
T*KrrolAmE3qxNuZ}Q`9pPW4U)%Mueh34vC2*)x|-%dnG$!dOhT1Hk8E~I8;El;&6&<dMmJ4-
)Iy<8^Clb6skqQ0Hu8`2Vf{2&UKCSmYDxF%vv9MPR8jOl6;|jS^2}o`HqQq&7(D|wV4{8N*K2&Wv$5n#4^=PWBnzwtL?1LoUDHCC;*XjfRiBo_uXXGdGG3
N5gk4eKbZ|E)<a^Z0SU+s;QN5*tCO)dgge}d_vZpd36W`HX0)+-
YO<T;SxE=HB)~$sBU7jC%zg>x@h?4IbfR&u5)g~HYv_14Cy91}z*sOJHacwkLSk+ZXRM8vp<n@x<kCtT|!1IH{^gpP-
%Dc%hBHl}Q9B^N~@)+s$PFo^Z5jy)obIsvzd+Ui)!P!ju0maPu{e~q*bfY8^;(xDFK(^>i?MgmHWo9Asj3fChJ=NdOwxrGbdEMiJEJGPM3!)q@4fhU2Z{g
1+@_Rrph1eWQNJRl}2^Cw`%|ZbkPx;N#&y5h$1lqVnTWZ4?@dqfu_h<>~f;dDSIUTQD(A70#7ciS?)L=jo8#UV^xHmRX41E&UrKd2SSmlsEi!?i%#7q+?c
QcONi*~*bBGAF#$<bKm=cWWg2Mmx1|DwIiLu!M9)2xe`s@g_gdkp{=;?t~bqvxC0Otyg@6$>9Z*CtM$((_Rp<@}XN7T(yz)7vt=a4R_R<%TIb!V-
cg+^Ztm+n0*2ek5YJv^E)aLp~sQ4kc+nN?>D}1eSfGI|<jxtxDo(+UIiBgl!s_K%Z}oYen(hP&%&-
73jTssemzi#+E2KP)%Ihlbgc)2e4E{KlNdFVFj|N`w<{y{AFP#6^XoD<%{PDWeE8$v2`LJ&5i6Xx}b<Fjp`|60@u|IovCt-)qml-
j|M5``IMRElzL;F{mB#sD3Nls22>IGuqx9LY@uxQlRzRm!Ws0sK?sl>I3}r%7+4SvdQmj3bWpr`v0oPz!524zwH+xfbIv2SG!>ejPf&~w<JMyt<YYltn&D
ztLu|+Lt*p8{?Ir3k*)I@#wg}P--ldrN1#y>w<f>g*s_TEg1bGX9!X6ksKzwPK9*jy3(SV!HhoK7pbK)0hZ;&O5eop%Y!D1+#=@XZeZ{-
VR3e4Xy{jTbyzX{-L_6H3c;C9|FM?dzd(7;%5;94|-
*7<4n;5&GKEbLiLiJNP<NBd2P*)l47h9d93147!dOt$I0Zf(LKW&sUV&NnM`9I#BnTa4>644U4Pwf4hJNbvKO?Aqx+orfJ(<2oQx9f)tvhQG^zr=tBZPDg
z%evHS?H1f_-UB8R5fua3f;skpKCg*;y^B^|G%av<YMzk1!+C)a(KN`cbz?$N24raAh-
|5Oz&e9@+F{YiHw{Z8O_fSaOkzE#XslATG*q$!h1njFvN?p7Y6DBGn84gp;@od&&-@l4-
_Op5xogtnH7UU<^gH6@8e=Y#)(7&}OxfQ(CfKS~?Qb$y<7VSVS0DNhiL0dV0*?le3kH#p-jbl0QM?nhoM0?#F%Cl@oFRqRoWC-zz3-
ls&V&C(n6@f?~Zqv$on7LO}l|AGnWNj{}d9lhWb=P;eKVP>+EEtCr)Q&VfB1vhdZ}WNwSY;J3aD}?p#qqPOu5kO?KzA2MCrZD?XqPL`5V3-mDG9-
(zas?xV@U?30`af|?6Pip0&ZKQ{z$b{sv2!)C82^AD8LT88#9>~-0vPDAdQHCg@SlWI*Q;<<7X!53~KR3wKChn{-&QB-
N=8C>0+S=QB9V56&lXY?d>Qi0!8wXc0{fO<hPjZ5_Cy_x{5UK_Nc(qJo4(#Y+nU5?C#$yeCF(?-
>FFYhusO#NKw@ncBO8@dB5%KOF{LqRtcl2F$Q06zRj2*r6zg`ebkdJm98=E)?bLl4A4)c1TU@Ly;lH2tzhJXPDLXrgJ5_j%KQxB=%1}WHEeeaM+cSi%6ph
o(8RJ|v7d9${>+ZgqC0^dy*X=BfZZld;eQ%|K-KEylgor4+A6`9bS0*-jKUo)fZ^@r<bBS82}xmJyE86Vm-
?V+RMD~$J_Y$Imaqn0eo`4d^b3`f>XippUjTofQ<V6V=m;r*XK@6Ql9yld#1e^;>G+2zdR(BS9;YI2^~uVQ>4@(*$ebJz=GS)s-u-
9&e&Wa_%ANLoq+wP0QJmAz{GZE)#j%vUgsDXelkq_lPD!}~ZQlHNm|*{t#+RSt(*__(AQxc4x{Mty;!tbS>wG5u2OPM+pki}8#IZ`&tywbOK4VWXr@2_DY
}{)>{(7(T1E5w&cM-
%7#GH~}yO6)w+#{sij23Aaju?kmwL6XCEAx}trkb7tbc?m^0X(Z)dnM>r=5a+SwsF#J1r!e(xl6+@>d;r>2wgZiknt^DkE8kX8E5jp3lJ%{0o)KLT`Rm_F
+I5&d%WJ1{GA;T@$@kZR)T#C7t1{T@b{SRAcJmgrZbA#y}lgX6E(AJquN<gNVO8oI22L51wj;(JMPz4xonBqU4;1d4giM*zwJ+rIc3{x&vGJ1b%r3o%XU#
PZ+9Bne(0JtuCJAmaMZ$5V3#%5waAEWjBj)z5@_B7Y!rG&uJYy2F(8a6zc)_$m$G5glsXdI-1Hn1i!IS~S~I@Y9-&MaMH=v}N-
apsp|v&i)Em>TCwoN^Lo%Nvd9YLpxKcHk(2IukOfRaqGmiS93K+y5-Xs063e5=Nkz<j@r4mq$`kB;QA-
0RcxDY9|jutjKxZrS@$0Ka!vca|R@u8O<J}4ba0}L~%F~Wu-
M^RlXk^IKd(i|3@bxO~;oTBR_n=|4!^ofMWBkpIrA}!$e<7LmbYumLM@)>n~+DGv6_G5wT$yCOuih4aKH){6bLGh*f_x5M*G<g>APxa&@JQhs3fKa^Eguv
@s25ZpKJs)8zg%uL>2&^?MTawtXU){X<Rpj|n{vSDu4)jIi{C#>?UjM~e!Ee9E)6RH|GHYS3L@6K|4n!H#jCpW=mRMh<uuBUbB><N|se<NXg8>hfOYPJf$
Wyk!2?u523E3aS?V!OOu{o>TNUg-
$=*SV{t{jl0hsylnweay*$6_FP=HKp4`)E<ilFJ?c2fM@>&%|_usPl_Yl|@?R%08Zlpw0raje`P}4BeoYJ7G~0C12S`NPAES(A-
J&)=d*%cA)l`WEawEd9yBZd13v0U)((L_8VTHq0e~QYqODHNKn~c_s9oRQ%6Vx9r7eHGsr}_J1DA29SQoJ6l_hzwT4wQ)eX%^q24_+)%6#1<%wL@lsA;xI
LycaLm((Zz46|#mFhF$)hdza_-8Fc>wxGIk3#@!89PlGq9iAA(|R)_uImY>j+nUhC4t6oHNN-
FtQj>eW2VF|dMBoj-$Ua&TQJiUO<Sh3@15>zK_WCGsQu=qiM-Rf??ihmA3x3A{`bFv6hf(0LrHZl_fwk<(3k%MZ`7g`qtxFX2=X%$(kIk$LWjSqU=$DHkQ
y8-hrY59=uM>~lFJ;zckk~J#RT^%er~}X0+U?(^<J}1DC^-
*W|10jk%l8Q{9T;p$UX2bgUBtupJUhH=!N+BQPj9zj~eOq@KhaZQf_n7S?~rt>DcVgR~=DMm|Xx!RgvnyZm3&%RdsHSf1%GT>5=9H;Oh2uv+^@7XL`&NnX
}pCMdY*=P}ls2ENRuC8Usx+_l0H3JbZQoZG2xNSL28@!Dr+TL*&F1qXYi6hHhENA-ivx45Y8c^B1fyxJP>~?(CWr%--
J7i1kZK`xk^Vni#RU<2v37Gsc@A4O9%Eh}Uk*_iXpSPhS?M(vP&)A`O&(*YQ|&$Rk7jX(T>}$%4j3EFAUKX(3%uCw+t~ou1PFdfU_iN*<%Qwi-
?H7hsn1UV;>KeE<9Y25$lu0AGH87y%<uOgIqhbG#h<Nemze)L^Bnb5H+rJ|WQG8{$}%`WDEZWRGaC+8HPVdT|u3=eB7lla5vj3SAqVEl+Js<>ISNFhQ-
huM74H*>T<~g;~7w19`Co=W-q>X>A@zOS6FWNXp~10JX=eLyY5>81{=qaqd?r;xiCpCd+ZtFrL-nOspVsE_GxACfCh649%7!;UW}SIehTkl!WmZ;!!>F3b
WD@9nR=bmZskowCE&}sPSMUvB3R%9;GAU8MSJ_{mqJN5_g&(>Sc*ML70E0t@$hb$j)NSX2xn}AZGsWu*8^S!7-
NW*bXC%m$w?eGA&_YSPI~NghNSV*hRk*!>@lxn9}<|XOd7F&T&sK1*a=bVR=bzO?Br#v5g?nU_@<@aUC(YT@NS$+Jd@ey#KM$;C6Pb_?YwS^nTNiGw5DqC
BXDRSkZjQIzCEsod6Qn`|%I9waK41qH=y7i4+{s!I<2+%ymnl1{5?{D8|)uyv7_8XQr~buO{&~N_`i<Kt#b=Yu_Cd3x)+koLPP^j$Z3)H-
KW<Wb?DtN=xxgBJ$LS6pihKHb=Xqt?gT608>>LHSw|n2bdz>W#^GwDi0m5f>vwRqi@VT&KF-
2M>+43CHNKl#DC5>Hau>+0{7x*tf^VSt|;kd$It=`u<d!qORgk#`QF?IdNcL;!MR^64+8vgT3D89Syqe!Z*gPf8>ZNzFi=x0R)>OsVYS~cZYS&VG6lT)7o
=Q^`sa#>Kvz+(!dtnQW(oDFZJWk4gCyAqNksvoOTFie&h2zlRY2I_3Td2?L8{_9Cwa#*dtA@A%K6xhFW9&G$Ei)Op3;yPSz*w5u{~po_D41da08&|l?XPb
+-{amf``I%`VoMTo&qA@qH_o<s??USx5Ipq&Oz?sId|76_Na0`5i197;qM^U*$avWExCPDH|J%u_nlh|afmz^f%@-
$4ExOZb$yPW1D<mRbWh8Qls*qt5kHS2^_W8dHJ6+6Qa);zFnu|YIiB@ago!55&v^Mez7@EX#(R0xi%t~XMdI>NyM0S*0VVZC08lpQSYhUGucUxBD`T%^+z
XD&{w)AhW(9A(co^ctcJs!#c?d@ahu%~vti9emMje4KL$I=Isr_MN`a5GD7dqe){31n|m7OaF=j=xZvqyA8ffBo$sBwtD2Zk;tJCFA{=~0`rlD7@|%C15(
_gQo5xMp~|2t}uCLEJ?7Rxvm|L1l-
u_GK39<Q1H@_{~l&@!uJ?gPMb6tb(XilVv8OPOuL8!YAk}|A&{jcankPE8B5~6#!Ef(+@|M>epNQZC{&dDTK_L2ZdSMv>f1l_=C}@bC#J{0!MfyB38&Kxv
W=`8#JEW8h?_?c(nupxMiA`dctM}orK++{M8?StMQu=aSeAL@`5m$?US5Z?o0!Ls~_<1N}8U|);#kl9D76uuFiS0bsmJg^|I3rPBadceZJ{Lx5v`0JNqAB
6E-AW4bAVsJO?l&EDv<hjz0@8m1qX=cZ9BG+msb2DHVZ1>my)>srkxVRq}u0eBwkkyLPQB7$N}pU*LAWW>??<gr2ORnMHtkpDvtezrggX&tOFI-
f1J*fhnY8i**DF_7%e<t<gQ5*X;RSak%1CavYGmwUJL;>E{VnY5pmL7KbQsaU>9^X(tY12GlLTm5Df~7U<<fQiK9a==s`_h@17-
v?Te67fr81zLl8V$wGSIr@%>KPG-*Dr4e4x!^y!N*JYTu^D2o*mqV7GhFeXWV%ayp80OZ|5|@1aV-!A5_5p{ue;{5E^Q-|9AF@$Y3-
<$2M*F9C(|?2U79$01Y&rny+Op8}24am4+Hh}CfSi3^%1^1se&Wm(FwT4&Ig0W!W4C>rtHO`waN4WjbDU;2=e29)MHZn~#`{nVW(HH4u`;y%uHO9-
B;;^`TqecO$YcI$=qo~5mD3XZ1r7d-(o7zHxax)IrUl11v+8m#l>%{+k^D@vkdiAp<e>c&aheny8eDBUzc6Kei8)j$?5QCRb8s-
(q=}fbq5F(5DorL!85AN-4ffjiz;7xrP-tntm0O*)sHfIFnTs6ILKlW08v63U@{LN;;y0*%x_`GIR3BJY*|1x*Llk_&|1ZRQ(iLhKCY0nZvtx=PuVI6|%g
q$cqGOv(Ax?2U>;rl!!j1X((i#J4C{n=2!D#`;thZ0sa_h1OpQ%ZZdkm@to|1i|%i8;4=#M;=NnW~egqIsrMmjNZyKM)n<h0LBMu3jO*;~tsI7EXXA6vS|
VTX{zj0&@I;$+T_JPb;2oy{}^C~D9mFMKHg*QOCN&#&@K{!wP<^b>L^i{91AMlx2nNX=I@eSy)E3KIEeVuzN-
$|HnY=1l#^B?oJ32NoWa+CBOlsr9(b(!+sVcX3r`qZ5@-HraPF!zXyPY5<5&IcG>b;}k?ka<^N&6}1lhCtRSbW0;_XLFFck-
R@|Tnh<(!HdbKN=+Q2*mSC!ua;M|Hc;u)2=3W}0IZ_#TG5a-YHWT~jrY3mcW^gNLVtUxG-
}IDrEXd?$8z0QbV@y+F@U2t!i=YVm7`0kq#3E1SSd8ZVm=`yofWZIoiv;K{gyEePG9Ek(*xrgt_|?v$Vh`3w))>vEhsalBNv2v=D=y}H*zC^9!bRh1imRQ
62aSE-dwg<5$y*jmJmJ|5MJ3k(v|i%Yz(bcxF%<Kh+1=-LsSI-9Le2*Chzxef@0Em;6<18mxyna`Wfn>>1nyE)%>Qk;=}c-
S1r&+`?6};4KCL^(pol}G;fW<aPb^Zxx_USnU_mS_y%Jl=`5G-jiNn}g0zbeBL~sBnewG#PqZ$z_-&-t1s)y6IybpNDfEzCy;Cp-To&OlXJr4~!eyl><Dd
9Oj?w^v5%2$JY0+8b>GpBNrJhe!OROTA&rwcS6F*xEd07AaP%55Tz8T*@%5aX4jjqx$ms2(8OT^yWrB?!BcH0PqO$Z^-
(z~mBBg6_E%5lOlE;>Z<e5r%$_y{N9$JoQts2z~EJ1=kML2HDAN6`j#TlS*{MikkG_xoKmP#fUUF6wmH>J(bd_GlJmqsb90(rbqP!xTm5CzVSM5e;^8srj
;6C*a`zJ>q^QM=EF$63L8g#`(89C3@pi*!aTCVpn79G^7P?W8t{3{&~WP8UkUVr6T;*qCp>7G|33zVXL3y9CMF^PL>{;-
`AngR6}RUky&|7#!c)s5G4J5yWKf77Bj|1%+1H~<i8v-~6$D|*-
(km&vjD^&bZ?uZNsJpVx@((?Zs<=mqh=*9YN>I)D*{{&4%GtC<7Se12UPWZrP3J(uO91DG-fRNU>LoY&&d#wyE(dpeUS9yb_gXPAFGoQJ*CtGBeJ(f^tZ_
^dq?Pu?av6g^c8zLR`>I}Fg!7LAdae@GAis{?g4$bTm3#}A~?!8Qc&`EH4BHjDGsOUHA4~^dm6T_J!2FJFY44?4LAWvaH31Wgn;pPah04_U8ed$gzshXaG
W`d4mc#NP)8^&7?vo>yzWj-
6eOr5bh$+(&QOlELrR)4klih12x6AJ6770p+;tPCr~7PVHyw$@j6*0^OZlxdJc$AA7=`hQqcO)^!Owy^p9aFPt9(xETVGNr7S4eSO#klgjgKVcfT!_9w<(
YdKABnPJzLTAxUrYG>o2j)ZvEM&AjJG}jPP{m!}~2o`5@|xl^n1>v+JHk6>adkq=GN_&p~J{G%Ex$#Gxi87y)kgc#)yYEyGh?*uId)iIldrMMf`leTuvHy
O(9#Jrz{|&5q03=0%2TaRIia$Up(`!bn>SCbahO7Z~bWAy#B;X;T13++SR`X0sTjV?pF7OX6ITm;jPT3-
2UX0yAP|nML!1?Ah{ht%EA>reM|y5>GMSPiR12N7a9uY#x-
ubZN=@zx`w;DM=oakjcx@xynw9k0cea<I5?u5QNqOt(^qDBUm$#KIn|#?3j4r|AP7(q~3#YnIV2Qy(VzWDIKOzJcELR*fuaHzepI)e0T&c@k0XbfDkE0Db
&|8U<n!951b$Hzob-^aP&;te;+GVl|s#~D{ROO%@Y-**aT48R;b70SLZ8e4xiPV-)BnH9~lE48rWO6<u!(L^Y&Q70x=-
c=%XQ|`aA>IT$O#S+1i6o`x9qDN(60WQh-~wAToKqd3`9P^H+Ntca;M+!7qsZZq;2ZVgV0XEQduFDhQSQ<plghy<TG2s6J57;4iC#$%u)Q<P;&0F-
;b}LND=BMKil~&jJ>WDbLlm9NgwTWzt}*jDR2T=b>;`k-X3ScK3;hJZ-w}x^shiQZrek&0k5f-
H~BkjcUvUmY%ES=q6RyX_r{E6X2H7Sr4bvi!@+ol_WiFr$MS++Iu@l(^nf>SpeOum{JEF-
*lvJp{~%b7C|e7P>VhNfI>b7BMk5BJADel@8xYPa8y1h(T(P6KZ)o5)dlo5oNHSPH7|P!2pat|W4$-
a<hEoc3RS2}k;K%2bYcIJ8KzNt&2jn5gUC|R=m0b2KXHB{$JAi3h^l9<KS2`EJfmLJ6h6*CF4)KvIO<LwS+=`YAar!b5YS3ltO@SlmdKVv9fgjX(>G2f*P
x6A?I&EJ&b}RK*<>Onfsx^EOwQ_Tm7nsC4AlQ}6XzGHCJroV5}%?>6EYD=VcUp<{u}?;bh=~ITN>LUuxj_JeY3mEj<!v<nP}WUv%ecXuA{&2vC;Yr_V-aR
#op%=L3}RrZ<A5xpX!dGgXT*0fU~#vHXt3@Wx3mP{6`=GsN)xr=7psl%mX{pfpG4v>~hoPx4Dn%W!nijdro^n2l5}`6BXBJkH26x`Qzo8WU6rs^H{`k>|C
!Km+QX$QJ<zb7{x77;^xhEWfN$VD*>+B&}B$Ru`Z^|V9>#GL_&;}0rZtm-
pl$rX>a3>=V$)rE^`vK`?jsA5g~cG02+BK=$;OsQvH2qMn%fN2XIqAu`82zuu9Z95*-f3BrsPKRe*nVus|OGyBj`C!-Ins$<Mj-tWyE|5=L`1P#+)YEOP#
+hVP(fpetz5ams%QD8>HXk~r1x>v9tvFup;qJW^g5m>+GmvqAC0H}P8M%n%y%sBP<Yy<QOH-d(M_@u-
jXHufd^W1o>S&HY)^n>0~bVWVJ2^4w)w`g(b~BoRn_6-HSI+VeVhp>;E1x?h;$k;yXFq*SQEot8vSWpYp(z<G{!?dZ2Xbb$d(+;z-{c)G89uJl2#0}H-
qXaG@>-)P86Qe98|R-w15aRZmfY2NZAWy&&kslP4P1*u_sW)2jYmih`4RzhQ{6YP_$niS~DI5du@N`=SCK05X%RG_oj{zpL*R1x-
F)vm>SOU3_<EEas(V^NDX&wOPK%7tR$AC0=L0u>n0aG&jS;d!5oWgI;bw4PRgFvWpXd-T&gm2Jl%uc+Q#mzp6`lkfW(rxSf5k@(?c>@P?`iG>^^`Cd0{-
UK+y1r#~)>(@Ib7K)d3`w-_<sCH@Li?d^8C7m@j12#l9#<N5(@m3OYM*P{VA!!mQ&q}HP5df92Xroq@Yd(7#)b>&fH)+UO8fRmXv;rA6$4fh-
>`_Ek5nD&Mlj%ln_QU{Lr*F2gs1)gCfAs>aXv2tPrNPH4AFx5h#&crZj;-r0jlK+VtxxVQ38h@!c&~Dvi}4zEy*BPy3|sFA<#d1t%N*F0h-
X{|v~=E<!hMW4z4Lmd5AeOP13&<z#_&OmP)+Y(@zjy;gyuvgqQ!PtO)e8U`bzvBmm5sqi5i~ZZ&B1$W4|M)Gs-tf-FvV6%_r@MZ@|GsMt&9Iy|Gje6QrbT
N!=23dV^w<U6fkpf|yjTH>&C!C9mg`Sdy?MGdw^`NG7%acBod$#l2?a`2&p0ZC0$;Q#F=QfA1Z)I%MQ?IriHm_m;T*ULZ~kZzEb5sBouR@Pm{S9^c6=YWN
@1z>=b@-4+I{0*$);%2Ri5m*)CsM=uz}7mjWM7E1G*bJsR9#cUYgTh{Xq4d}_EX;fl02Dr{YHlQybI77JqR)tDe&IbH2{6*Q_#5C!lkK|hv@frq)zP-
8#3|T$dfgl(Tv;;-+`N*y2Lg<b}J>R?je7<Hz)N4tuW9NyD9X{YmHZL1G8bot*R=*Vs^>7{w#=SQc64#{SWtd7+(s(Q;&a-
E{X8a1&A}TN|!%yWlfQ3x>+$otPk@lJ&uPssU0R!6rz<D8-
<l`BK2=9D&V<otXF608)w#tD>D!{{waz4I0X?n)>deAu%&3!n?$NyWdjy{bA8XpO+bWktDwi3;;u1rU3DR?1RrxoHsQ5u(N2L|}<j(&%T)p#NlL%}es$3q
wGi4THJS@Th8jFaHzy1{&>44-
1oAp3;dsX5EJzhe3uz?I_!6|J8zDbL9Kyv_@}iuV;AdnvUtLkxpLI~9;!8c+O@spm8<|41`ebATWWyCi9jWj~zSXb4gbW|C%+sbZO^5hdD%{OS!!ijOVnH
ZFMPO|T_DFF9BSr^*qx9>av3eylr8LgTcma#6F(rQ}dlwB^|h2_t3W%UN<)H@^JnN;(AADvha1xJq&V^#%j$L<WJ{=R=@azMzjg)9IK1$rI`B(S--V*;?C
}gfz50b_}B?W-;OI%)MrRnvQMELO**yWna8SE!!Ex?u)wg?4=$FXXr#dmGOeY3%=82vyGBAlW-
$$71IBuMYPduMJaf?X0SD$E`Et~;{kqtg&a+iPA<Dfk>T9%Os6&TCSy#fB1rAC<OIzHK$S}J4H;uzrlD_L@3gzx3hk*EJuL>CY!Q8Xw?0y1QvS^=jCT$MD
_n5W=5L=K`=vBsq(C|p1;N&p6U6qI+?Gxq=Eq2y--j=OZwe~EP9m1x#bBLDI%(Ns3Gi8?e#bLEP&{(J2T5`CwFaQ!uZ6HY*B1xi6%UAei%=@y>ZoqbEoe>
;&xPCWqP<^bLk^8r@7*R-
Dim5h&M3k;o@KHv_KYez&7O*wZDWs?_B0(ySBpH5;EvNxC_Y^!(?!;|$4s4mi`4TH430gc$T|g*QplDNU&ygCXT6fmi&QBN*PM@}1EINyg3Ael+0TsAgXv
}$@RKWP=jH+j@vKOBvs)P0^8b*k7lxBGDPMg1DrbxgER^{MNV>(1J489%5e5YP2{nl@F`oNdXhXBUmtZ}7e$nM8AK?iy<b~Pwf$pS$*s=N_q+XgrJ6!+gC
@oZ;%7%GesSZ{sMhqbTB-
A#yI4_DenWq#@e{4b1bxIqVz0pV{vVNb4*Rg=mcWsJO;Q~huIh5L9HUT0f2~4cloZg5Khx^av&hlESiao;Px5|rNbsx3<HHf<VLDredD-
{2(aYOZ6vOHK=+;AkXX^k)EgQx2;XYigZAz7dGJ70GzHHU!-d9YWkP<iA>K`FnfAgsaf0s%-
ddFPj@FLh!;Qqud$LoR?Lf?B<!z5Jap8oO@|6~RAHQ`W%6*2Xh0c2va5Y%b`ulwf_l;8@|>B5t3xU4A1yUuK@I)qIkJMl|DCyKOGMx+E2?8W&G>^Ql`*Ps
kWVOe?fe>J?#1UI&y#%^57`lk{ufFVu52BtXcZN)3%qmMjpClB)2icxl>ejm)~ukQE-%(a4C{>gka<DbJ+aRJ-NaBrC0!{cT_CuUMz%$bjmG(9^NO=$Law
k0kSk0`TTz=|Xj#abS4T@k?4P?~z3cZzhGgDmPG;D5GuHaqHmk;-2^~321M)CPK;IjW>h1zbc<5)ea7yBLj*FE5hVI^Jk0y{KZqpmIT@mf@yk-
?azSl)<48SNYbMr6{uuZJSPhBmf7GqqMNl2MGqdj-AsYshS2AG@yp@G^!fL~KT9ZUhp_Z-V&kiFMB{#2WEa5T0}*Wh5Wd@eL<InkL^r5;?kmp+O@Y?63&-
$UHX}cwbErV^xP9+g*8kzQCv%TMa5de`LKmA~(S7S@&z531=d*@UMQCydaoOgx7&3(OlA}%da}lIff{ff+-McV-
<>mE)TZ_sQ;xCjN#>^G=Z5=B0_@+Edn)1)a8Q(#Y^P8|6fK-fR*!#GVNkqLfKvu)qBs=zQKp0sWp<=_h$X#M@6|avDiN?=X-
@&ZN6_Ws*0btAH>{Om|pzb9AkY=F8pjwF@+?Hf#NHOYVKvxl}LN4Z{D?AGJqSn1TeETkEI{LJkyFaaq-WOS!VoiCtbGe(?%V)bI3v9x?3kN}w_Z(Bw8{rh
JwCtYD-
<d~Snx~g)Wr#zzIKkTCT@wJoLUe@cNri}e;j|gv0#%;<NM%O^U*W+T3R<7q9wzL6R56L{Gvc$LNL)MA3)BH`$rKn*D6Qo~WBT^a))^r97|#yD{;Nlu#6Pr
_o^SYURVJ~s`H{+3u3Ow!ek(25C=T12-
JZLt59xnBPsEOBsSYvZQxRudR(^s+s+<+*^T`GJ%nmk~5jI8Z3g((|nF=&$QjeQQAkGVH1j1fFog{v<EUBu#{tG{Z)02}1{R8ZT-UQ$GK9ao1;jTZ$6NG(
?%nQzR%r_#YqN|OC&|p>9bUoei^9=&H1u$p1b=CZppQE2nYc`94Ve_&1XTeLv>3>{@jz}>Q-
4wzwhpRFWMpIn@Csy{To7+4SFw;*WE_zB|9QnIYG5N<m9_{1oRsZ`7*0uJ|5x{Mta!g0e9TOFlkzmm8$Q+_cY3;cjQNzn>-
!e2XIC<1+F{gU}OS?WS1N7hQzekmGDr+`!JvdB!65!)wcu^IAJrutXJ+y)PR2H!)*Ih8alNPm6OX-AXa%pWXTC2o%M>~~Vrdb1#k{ta6C*p-
yVc1W^gixe0TTzkQ9`{Y~FoMvFOc`)^q!Vke@_~u7@55?TkKmWNe0pB<%^F%#WgYb^QDplZ%`JMju7`1HqG6>XQ5VmCdw4fJsP=&*h$3Z3!HVRHw!CIv{j
880d4hU{EwavL*p?-hqnW+(-s|&ZnGRKd@l~H!oevl**?jq9MX1BQ(<r>vG6FECM6Tg5`%bQCQEO;Jdlk_e+-
vBLG56vq^vp3xFBr&6P0}Uszs2uqTNJ=$m8=M-
fgFIogpq#8t_^>5Iulb*az(Uwk#G0_z6Ci57Hp{u$a3>UmJu~(@OLQDKSY{GDaXZzvFh0$0{@6Qf)v{~-!?nPzVmIG9?Q(lS6{kbj-ycfN>y@R`_BXd1#q
9&`N$N0%qI&12tR73Lw3618fFK2SQlWSBMdozCRg7uaSZ<xSVz?X*p-
Xl)Z9fqRAr`sjC?XB#^$dBy0&LN$RDxCc9x{+P0ZvzA{T84$f5U+dKyHE5`&w9<C*jX_sFx13FRMCLc_a=ZSjF=Utgt%%bW`$4D5mgB(|7(`C+y%8`!!iR
nu4k0KtP}GXFMEL%yhA5a4)9My8CD-;rd1QvjwQHyhOxzOwTtwY4#TTPAx405qT)ad9`#Ux}6?R>oCZ6H-
MNdQyuIqPgf)b{?PPm;;x&JO3C!C}!&(y=TCYTi{u=&vBP`6?xIGU}5kI-Ii&CzQr+a=Dk7EQ)+X^6%=0%QB>$jv*=iY*w~5*YOL4z*y_-
gIrma=t<<a@dodhrXGHesbl^6z*)c_RtXJw`GNfuRIOf748NSIQK@ty<t2cC@y5Bf3zlX0p&v~IEMS1?MItrd}^?cq*_Ep`OI_wmI-KXNHr;SeoqGFoVG=
L2&9JM1l<||YC?143Nd5@E6JC^M5u-*j-1@<y-
p907f(i!t8_U;{F$1Tl(O?@rX1MB=ixgIjPrgAu=e(L08CGZ6Pc0j!kJNpH`bE6N*q2Vb>dG{9P(4Q?#bQ#qgnAn2WKR=4?$b2&bScRK6_ao``l<5dS&dr
pQn>Wo9uiP_c@!hL59yv)_`0i40e^YdetrY@wn$FiZE)a?MXIzaPEBAU3&?tHu+=3fKg7ykp3j@&Q)t`*@@zBaSY#9O0=t<Okz~1xs`m??nRlOYjj%W)qa
$8@S;Oq{yuL3#@p(Y#ugIT&rcpxocfNOC>V83CkR$9s@1<C1bwB3fPSpu9w<d-
SVx56boGdG*gcG4C6V6N%HF!t(Vqdk${>VzCz>)cfyy+^xZ7nSTccs#ZTw+`@8ERH94CIQA2&np8)jsd-RnU)-tK1OTG_CDn(WRl-
}xZkY4zatAg0_P$SL(NTf^x#G4DICj<Z?N3|&WI&T{v^a`T)%ZAEx&%sNDjT&Z2O(70#PEIVI%fxCeY*ht98Dc8O>S|V?2=W*eKj|Cy^5{Q<pm@;NE6QjZ
dgSY0-bhlu{1wZ%?Lxl{qMwL4l8VDoqS%iOBD1PZFX)cz<-j3(pxP4*+=f+}&{8M2ZfE1ze7E*MOnW!jJe~C^>-
K$N`mST;NJ6mL4G4Hy!FQMEd?W^@;G6Q0)wXpE^6_22sR6)SIz(G7~iA3S^_-&XOrNPR+PtGFO(<`^SzLy2NhOaQIv6U;sW|&$;Q_zV-
Z~gjf)!7*+MG@Ct7<?Wav^mtUXNPnNvr@|lYLBUG0ut!k8FI~V(8bQmmdSE39?jsm@t%VALmyzdVow-)ip08<j?7!h_T=s?Ucj(fBdJPiVD+9a~(!-
<Q2K-+6H=0;J5P1iHUxa)>(UOk8SvR_v!S|e~tUtpf=;ALMWYTD)P0_3I)L9Q|fn^V6tS(RZ|gqaU%s-
{jBtto$gI}1*S;1XIk%Ab|3ve(xBYfNfrmcHKW0g?b#C%uKVc4e7}Ju0zxVnR$J`|`1E#TF(fmL~r#wp(87YbCDEDnL-oQtxl^VL*5&s2Y6uRpKmo1XSNk
AzGgL?{g!ANgV?yD_ffNJq5)9l&D4<YJc7WtS)<rxVGlG47;iz58A){G?*dTsuj)xz!x88SKefV+FKLi^gNR8p*xn3`9fi!sPw@uo0Krdi6*NWy=1=RPoM
Vr2mvzdka=>26p**3smd66+yI&vS>u|#6{5dx_Op%kxP7$vkCIZf1hOGnC6)meQ<Y9Oi@$gHex+5pb{j%V?8Vdm^0+z5nIxe;z&4bNJlbzfAqR;S`Rm%Xs
rumhIjFF=Qn9SP;zI;C-^l@|K37alcAL6NF7_`ZiI;=c11GJyjwg}xWqu5#T`{<c80r~nXGx26<zjLAt#|2mUkzzZ>XX_pPD-I}RmD9r?su$!Cg`-
C4_uU{Bj9m2aMX{`(bqN>->Kx&E5ibH`{JH!H6Z2DBC>u?oIzqG#}Aop^21Lt5v=JeK~X9x-%YI|+(#b&3fI5|bcC39a9C4Mdz0LO$p0K6A<l_o?Fy>f-
t}(O=RqhDOGLjS+-;@Z99;*zqX2bM6>nreox=WJ=ew>wd3x4@_m?ltRwx-rP!RESn9F^gZve>Np)L#UC-TCV9+FyNFx%;Q8+bFYGjpsl=ThR1jM&R=L@-
JTw1ulZvX7M-G&MQOj%jU-
A7)Js*^ANf9m+uB6?^AEy1WUb`xN>)3Ac2OWDyM`m`iyqbBNcA<_@dz)T2=;VCFVCDek^~k;*I9{Bew}iX%=(ac9c?f`>&KxeAA&7A(}yqB^OXYUWj4SI;
IqDT_oufdgCUP2`h-^+u(@>PV<LMsj-bRLKrFb5{E<P&`MfR7&%F?B#e-6qO_?_@OGTdm#I;$-
@QrnWPymC<jao)9C4W0H+8UT*IB4j`~FS5jO4x@m~pp+S?$zciWc(r4nnsO%ivv7co*w8XVrBfr<*CBaK}FyT#v9ph3R@=aIWB8`)W$Ki^6v0P80CRF>Mx
YsN`I%?h&4jN;IB=pQeTmsZNRH?(lWmbI*^;kXv+I`-gSmTF6md~q^K(vVDcv-u`g2Cf)Kgfm1|rM2i@&3i=dkS1-
oJz?VsN(G~O=cR%V;JC<i>lai;M+nVf`#nIqm)fG0^~>yIbIw>1Q}Cc*3hFa68!U4i%VhaX+Z}oo!_{8Zi?_2eU)|DsUKJelCbUg$$YF6@ik0=98n(!O4T
)qJwv=++r1K~v{hGN?W4Gw_tcT1cdYe$yZvIopu*V!LcAT*88?8%@^^|Ise=}4(kmH1+K}b~8snQ(|qb(3P#DBpwy!qi(tM_~5!Vh-
?#rj*wc%{N@#Sjbu3<qJ82+a95(5FldTU~+#{P|$eF2p)1G-
|QHu`AwjG`Ea70I625@O7e^(%GV&{Pwkb#pRG~Ob`cWpS&ub%Zi)A<2;lNHjQPC)ye}zepXAc4XPz1rx=0I;ldlq#HZU(KAfvk_8)Z^-
@ycQ<F2ig{#ikBg%&WPthagyENEELrpzvkHJF&hJ6B46_aleZXT{T<%g4B+QNEVufobqs`yJ!bI2caD<8+RI89)dR@25R(CP7{PI#A-
Zs9l3A?X#GTq)ov*3)~=!l?xAr&LneAup4VluwrZdpJvNASDK~fvTC>UNiO0z_whqYvEbkw5t9?9<kY=U_qMX#fVeRQByQ{FlnFCf7UCCSRQfHP|G64#oX
Z9n3pEmP2|KE4!<US7KN&E)@F9xSR_lQ4q=O=k(tgn+=`}XU!bfv1ai5f;N0#)0W~_!XDEMsEYO-3_sngP}?yyf&xA}M*OC3N1C}wii)x~-
7`a!=2FRLKBl8~!SoU>6D%9LM4`=WEF(P|Y@4nx+!HjZMJR&5)r3{M2U3q&9c#bEBefh8d@YR`<>f-
4`V<89I<f=@9i_)|L0i&gU04*6^Y4How+uXM*WOe+e(rnya+T;Ycx`qIICMZ`5Nn@35}24*>AcGCf49zVRR)>1G+@137qdW=?SHLV0`45x^tZ8EPl!1?H?
_^YQeRE6q9V9p^O&e=C$>3pDIRlgdWBRz)CNWNOmGD39H^XpnUA(PVd`v=#inX3comv54LPkIg72^rQ5Q4ZM*iK%LN(R}6!Do?lvg)DY<)A2|9gqyZ~HtU
I_+QHyi9P!DSl3w7w_w)aRmSSp>X9qx=U@$w4gqj$Ya^vbjD0Y7J_uUt1=_egMgT~<6zfMG>SOz2&8hJsrCH<C~hfTu%Lgs<)1ZUmdcmq-wCu75oMKiJB0
~P9qh)2SLK0n0lon~h#A>DrjbNZu){$xkm)@|14^8+QTiP_#QeVN)=lAqB7t)<mP;)ro013!(+#0fzHch!iycordbsW}-
RC)9;3pK0(;pX`01PL(GO@u`;3vk*m@dq9UaC&7RJmDenZx)LAk3Yd9VQ~QB8Ec_?_odjw~FVhOF){uEtbqBmrAt>w4W$Sy!py2(zK(I(_BFdzqxJn#xoT
S;1GnT>3Y-gcjaJKFv9gd@PqqoY(n!<dFe8)p_^;bV7K$AIZysX7KnikYls()Y>vfk(ma;YyEosW(>-={`|(0$=rot1?Sw1;|%1Sw_8-
$7qYxm#M!3HFCbZx}8u+X+P3EP$2ojV;9hbBkgo-GyIEH+;qqePZR(Jb_=2hP2FztOg)bMFMQ~iCRnZ6ROElP^-
(o$iJ8C%OoYSpqP^Q$aO8^Dfi6@SNwur?dT;cwCALW@t9sxEx|aHI)llD1}~R@f5Q&+`xH!Kz_RvigPJ{WjI{WJOWui~UpUOYOR4_2TOU7Jh2O(~7d;|&D
bOV^Eo&Ht-+~@_-vT0?h=0-
W)JB{3GO9we7+ZlIBqq73*4;Eg`gfbs%$8MD^eZM`=%Dscixv5pJP>#yTY?Ri!k{NbPC7SzO7@^2v_FDFM}X;VEkLk8W?qc9>f2}vEx&`?%d_)f4_}9lrn
}XKc&=uTZk7-%GC2((G&<8;g!Dh6ykO*br$v}TIehwSQ_Cdu=qsJB@pZ6JBXe#={Oc80V}Wu98`}exwDGN0JeIen3q|hdlJBqmeGbGu3olSu3&FGcovp-
!58NR&H2uGmx%IdU8(J*Ji?3C<Pt?{cmI~PJ6?{&0<u%u(PbFU_R{QnHw3>h3o$e^tIee~+;;__Ok(M%zouXDWICcBz_;0faN@a0JLq0R+JZMjNDLX0WeO
_^00N+x9#1hu@Yt-l{R}R6u69cJ~sb~q#;i`x7LJ!d<^@EVE-}s|n03lkE=Fn6eG73Sa@D%-
mz~ztv!E^kes+HgulWWCG0CWyZR54J&xiROdP3_=U4t5JkfJguJNqnF{;1o2dx6vYIR!h=zc07SXhb>^^v-
O8(;wkwn&KsXGa0=oTkH1<3rn<UvyhRXwgxp7+$(2Zey-Vq44Su&1Y)o>J>iic@4xG#cmNl{`EwY59mwP(#lBm)~v6K$;)=z8=L&voynMy<vzY}<|!_ET$
g4#}RQ|ce1a$6ujp_jApbn=pDl5TpBA^p6G+eL$9M#7k~lO1!o+=T)CJx&)vB}LFL2ZBEKrgv2suGtS~w$_h-
h+&$ED=>`%dW;^QdXP2<kSqtTG@CH7ojYZCMOQbV*ap!EtveG^LqOI=G|h<th<C8v@fmz@geWdr0#jSrZV*lOGT}*n_7^jFrpCi#Gg@>+ol6@^e2A2fLIp
_1P(uP5b<Vdo4|O1Buyk0jx3WK{)((JO?8J6QQIAe{QR#$MW1%;)Fw-rA>plKr;)iND^C4Z8cz>RCC~I3^EtdIkgigM*%vATmk4E24RHAZAOjD^gfH}RZ9
w8P*<8ilE&v5jHZp>n~JZp-a#=3LZ?NZX_A=o1^HV9!Kgq6rYTtpIp#-
?cb?EnlS5hWWU+tZyu$16^#@IpuFmqk!?K<s8Dfc>)#FMYI9GQ}Uhgt1;&t<KS})8~5Izh5o!ddDh<b!NC645B3fc)C6lEGJhHPp6fEEs6ypUGDB1HO8~^
a;j!LfGib<9e~v;cRaD1zmUDkC;HjB*V12v7uJkTv^?gDFatv=w>|)b4K|nK#4`UmQL*1byCys}fQ{U3$EB2A))By*&IwSr+kp_i)Oi3sBwEv<Ya)2D&>t
Z+#wedX#E)9GInS(I;)hIRLBR;-eHV7Q<}Vn-G2Bwm6>OtW!t6*|;zT-03ORR*J69;J?DZ?NW28v&Qa-<b_e-WfheJ_ge00tY<72MRuWlo`DJ#)5ZeogmI
S``KgHm~TiSlcvX`$V{y__bG@LEn~_Uwtxm8O#f^}`Jk6t8%yw^gt#h}z6K#BKTnwLx3NInQj|0@6XD{C9H)vuLjyV{p=~L1qmRmtYbn2=sTyHw1t85qea
vq|k>7K`a2N+`|0U?Li8(;g2jJ-RkMC$?Ygt5Be&%j&}=j-
AF3@V(H(bKYRWnRZ_A7Sx_C8@VC1QLnX1!z3VxMO}r!rmRyxBWWq}56G+{Cu_?*^Xd08^Le!w#c=)pV<tMO&%|rz&*1uA|_;d?mu!b$B=99O|I-
*_pvwgQcyaC=GCjN@WSU^(=vd5Txa|(Dr&L&h~J860~^?gpHpX_9!cr3{?B5v6aiS0iZJsHAvFGb=n1MY5LG0lQ3rii#;%7Xoos4cY8qGY<qzX`y8cp!BD
tzi#AT_&{<6Jsp*g%7AQcg1&9&+E_>Yhvh+=B5t474Myy`1-O@;sI>UPT4Yj((71=tK@908E-AiUST5NYu|H9L%Z{=)Z=9zB;JUu+QKNcAsE0ah-
;!2PMQV?-F*Re^`t8`x;YsQ!MvKIgUHnivaa&>zvb_W<kx|mu@ObptTfwg<ib--;*shTyC2E*4-
)<CDTs@Rxy4GAQ0mH}reo9}{(RSD(~{<+Et;12B6)*jjML`8Obsb$cffrEp*bfTUn;dm0Oj{$T}_~re(#l*1`zqWXyA6`JIv%)x26Qj4nOSI{{9y`(QC5k
N7~MTDp~&k;8r53*A0)+7Sj7&NIb-#j))YBZh3#O=M*noD&eGW!5NrC0l<o%c#SMiR1L(!?6~hjmmYJ0pIF$cl{_0eSc*B}HA;nLy#8Wi_F3@lg-wgC4Pq
wUp9q8C$IrM;$}V!4qC6mHbe`pn6LWOe6@u1!ru*)k^vSs%;5R)HJ&EfnBWu;8H^=Sb;mla8<7B}QnFNfp*JlE0<HE7PyvOU1TJ9TtW^pk)LEl0!mAu&t<
UgBrA7kA0300WC2c+QcSPy0Vtb_Y^%&OK0<eX`}Hk{D<rfz2}_m*xXiTFW+N;Q-&cGldCmA(^$B7&$SY0!q-
^Oj`KY_MUj>b827>|%<i1o?r%w^J;Icx>GJVB$~FeWct1^~mk@q5J8)m&#0V)QSH?PsVa<V_<$L9M`}>i5`M;7iOy)W{$zH*MzR;jl5Vz2^bx=s|w4#)F0
9XR%p=WbCrh-
=v+A!(OFj_!OeFAL+g8=t}3E)S|GU7$$`FQ?S6miy=`lL9FH4#sf>43d1^dw0Q)HlQXfEOl(S#Df*vF1Qp$4iIQJP`n8GacSU7^oVz%jb1so;*SQ`p7T>P
M>-Lm@j8SXOu>w${tvisL8SUUA)uWl=gbz|(0prUF4YVZPa$?LI+@jjO&3ii(mYH3&MWm{?_5q+QYJVL0XI~l9`V^dvB4;u1B9)2W1k3DJsqS-
(@bFqcyq~`N^DEgcL8-&z9eNTGu)M!eU_aQ;&5MYkc&l;PUpy%}VB0J^t0hLgmX*uHwW8`@I$x=J)8TY66{UW8z)(tMRMm4fEsGug-
{H;6$poPVUZ!&{`zXC}si(*z%!4Vvm87wZaJ)ck=KeRol@VVZWAs$2+^6-PDF^Ef->to+_em_&$9l-j~G{_w1qliBE2z=S8x)9{l-
vw=2fu~Fwm)K#6BK&{<^>zWamhTHmVFheiN?p;2$q>K&4aJm#--
_44or!Zoyfxy!Fyi_xzLc+Uhq*Mkz_Y5hYGtC;+5%``h#Vy5MAB*PCJY{35G~9+(%b~ZsJNNQ$m)F65AVy_vQ13DrXzo=)IwfBU_gyA2JR1|3i%57cDJ@V
kb;QR__3=)jiW5**@{KfZxL<CPzb0LV7Ic)m}U!r+~g^srC+V2wDyZ<RX_~A&vyX83u~*4k&?nb*H_P^G$u|wk`CYZ06UA11ZGSz$WHsvP51fvdt5!CY47
t@D@pb=si$QGiOr8Q%F}g`HzdFnwS9=e3`K^U2FI}{gWRd)(~_BYk$2K@^yU_AhOFrgZ!F%wvsrXud9zCLtJ!ipahkZ1Dx*q9lw|`#Clpnn4{kC3nrU9oL
mLMA4AO>{D52GQ=ani-KBq5nrb*@C@Cri&)4A!nJQ#wmlP?#{^##E%0%(b|{(7Jx!XNIR{9>FrrOHg5isrGAl6a%}g)knkKnvBUTtu3m(MH)g19PC;twF_
!*L>~K;1xb>-
QZabb?ER$PB2)8@#F<;h1>&rGdt^}&hs7ClYEk?u6S<yEcp^{>Wj+WnzSCBpA(BsBI*A!>}1HbR#09VfRnH8<b{!o@9@rt{UR#Q7W14#gE@kmn$3$;6BB$
z-
gH#H&l?W3A&hQCFcIA0VTy}AO$EwyXVEbN8|=YjO9}{zNks`hrotU8M~!Rznc~sJH3o_~wFQE!ID@Yg8&5fofTc5F2M$_ZU%J`s3Pgs`fA@%{JT0%;ja5L
DnQ9;t7YWdvqp5ogsdVfHnBhQ$N|8(hENF2SlI`#eZAN8Ikc_giC*AEIF69MFa)bm9o{O54&5*w(P&*O94z{=@4Q{_c_?ckowK1`VCW$yj&^G@X&wlWg3Y
`_NO5s8mk0NQFVcvmtchvYNJis)YiJL4X9<t*DW(WL7^ojv*K#)8{;j4JKTu;xfR&V2y`%|eTf<Io+Z@u5r>8K~}R8f94nXO*Ao)<e;IenM!Wjo=?h3vLH
DGW@Gv)%RNObP{YySrOo)asN_V*V~S62aag*5*+Rc1i&F{okpyB3&2>j3e{&tr4XxOxW0h_)PuGXIK=x)S8rE^Q?MkP*eZi2N!|0Q5A4{&1`HIclK*&hjF
V+%t<8r)jnobFP(#CFOdAKr$Np*04w#<ka(DQ3laYXpcT1r_-eCFt6iO&jD8&|090^mr;<&^|H)(qOvLXY-
N%TyG8bPV_>MR!&I0KJ`R+l<Fy6fMhLm<NO(%u%Y@BOw5920Puo&&j{jw{B0J^92%s&$fS0;@0PFdebXW*e^5xsq6Pq?4uRFxQ+y#5UV|8NQU0fL1Eb&@i
(gY;z|)$<CQGBq%|`Ch?{Mw|?F%Y9XKNc*Wr#GGhITf&COHJW443wJniT4)n({Mfvvavk3qwh2^{=eUW<h81JL0e!{%Vv`3|dy77bKU@X5M5N6P147lssv
KbQK+qC{7j@l*SMVv)#5dNx%A<WX7>6n$*)^`rI*(!cqKe`-)F8Z-54|T4=_t1F+YKw1r7kSjJM<D-_b}9`Cg-
w9=qF4BwZOXC4{X;{xD3p?)IpJJFa%6XKIlnP<;eE9ug{EzV-r<!ZPn-bl$sbmJ;25&X~I0RXZ}esDdsHzghlqWttkYjK;tI{#Mr)6jdC8_2D{<01xZFGD
O}w5!v=P90P&vfk^I-3{KH_Ky&R;`3z*f#=)jbxn4g%PCw<P)^vhsgZR|?}zlcuK9R-
tPB1R@47g`sLEaLO!Xo$t$M|Kp|fDoTB%T2f*9LceGTfcW1701$P!5aaa)q?7tvb_gm6IRqA$bX6&yd<<S^2Sc3sn)M8LeR_*+`+XrmCQ;ArdPpsvyp5pl
C_x2y&=BghcnTL&Ftc-jykbRp_^fhg(0ZVhN;#)hu2PhNFBts4MFO=0(sn;cF>Lu3RnJH9n5d~+}3?tw7%XpV8P=5Uy^ss|G0S5D%+<R9GY`tW;<}9J2Wj
VBr;)s;P=%}r3F6?PomCl%?R3xjA8<6CbwL~P|^sp;jZ&&Lx|n~kVsg*nKxtUudxby$~7GqU_TTxFJ3DIEC7F^a%3K?^zVTJ$0U~;N2r6*R;#r!7|oQA{w
57b5HZz45xe(xyL@Lt3QPK0&)O~4!IJt<KmJIFqyi6|<OuI<K|MFVnvtl}Zu&kK1LQGx%AX5ESZn(bYsk9pfKGC~T0gEib9el>OB)#{ODh}UCRoZ@Uz5Nf
v}{^G6xLe59nu^%Cx+tyte?BZ+qba(`YV(VtSd2{#Is(b1ZS6@YKFK&of+x9xc}ZJG+BZJ!jbNOL{mruRPLzOTmyH-VA|$g4N_!<#shqVJMQ)p+T{OfoBV
giCx8*Zb@Spm(9d~Ctzlrc!w%PMv$_8=;TICz-
v+KI1ZpoBvqiT31!B63sM1bGUvwhNC@IY{Ea1pzifS>7lyEcxLg7j9wGD28r7tYck*vpv@BM4E&TqTE&$|Y#<Lt=b{?*w^$%Sx4ELJ?kEh1LdH~iH4V4=)
QH-E-Xp=l_PJ!j~1OAh~FBx29&0dBrv#<D4Q4$@B=Dkz{xhYD~5Ok2M~je;<FB(ikPi$T_4=xw+of&Sl+1mHu%Kii^l5i$zeeN9^nLfkA@<j^JJdr+n5JP
v-
~SLUZ<4<Sq@4mB`a$LSf;KG*hd4_eINa6z1bcgGjNg*ERR91vvYQe%G@bt=hEW2dn{L=sGOohbF#rwIrQsQmO4uoymAP2dsFV^y@xYgvP5u7?NH?)G#W?x
ZU;tU>ifFubLE!~1f_2|$p}c|uA`Qem_@>VQzaT&S+XR7=Z>))?@tREymGL54tecPh$qb3P?4NA0E?U7g=m;A-9ea?EK$rp~SSwTA7e{KA*}<ca1@)mjA-
ZXRFTks8ulHnF2F?>eL^k00$w(k_fz?FGj5B2sE}IT^eW?;}hu$QY@*3dD2XhPU&A<OKaNqp!6$+xo@zQ;PQjOW=gwpX6=y-
PB6k+g9bf+T+=AFt(v>oT}`SDTET(EN1R=+Ru-H`?Sbv&jqDaY~4ZZ+AMz`(|k=qEPupNAtBM^B8>^%AvT}bJ*u0@gcV1W-
ufs!hJZ64C%`k++WfEQLAMQBKC#F7Fr+aszMM%~IGp?|q*rQUf%H{5w>~6Pw<NdFjeXS7@S2X4QXL-
{T6OOo8JBRn&)zr=9OrYV%w*b6;=uTtNO%FtTXnA}&bb0TZMg`KwlrF`FRqXxW>ts=RBszItHrY-gb_FvYry{>o_X9D1YiHcTE>i)Lm|tmYkOzEO7KI!TG
~~|FPk)30}T81o8!SU$ibUg5KhtlqKIR;O=^4pv2^#J-miL!T-a$4!vw_}-
)chCm0h6jEUQE8$=_S~5xCIK0@caTfzSxv{zPzQvVSAyn_Td$96VYCArOP3bOXc}bd8JMfMcjXYCnOxB*SO~UVWW!)bnY7vc$FA_*7`CKKU#Uk9Q_&4Z-
No?M2!SX<>q1b|`z^urKDq!IxKkM;D^v{pQ8%!)z<&wm%H(L6TKG{s1mmt9*~Cv`kJiWq9~?MXTZtL`elZSmcs_+_^c;N}!Ls-
2PU;F3^!b!2K<XZ2#mO7{IdluNLYcQokyV2_tWKO)g)+;GDHdZdGvWcXDuSTsf+7(N1q&F$4II{ou)c6%9+-
&}6qU;yT2aWj)kG42IhItL!43PN8!}C^9@R8a3R{Lg$&l?H#(XHv&uV3N7vScBw1o$3bv(;cP{!V;t9;(3sIS+&IjvqOS&>CLj6^xoWi0oNDHG99qUipW#
2lYiIJ95Wz(y*IIC|6n%vc)ONp}v1K$I0gf^vJJNePVc$MS?R*&%5%LozX7(34Iq(Op4TwKy=_%uhJA2A6QHYUUgRUmyYW5Mjv%cKIHmLZmg)x%rjs8rz!
EUQGof`&GU_2bPlWcMOW=^s}lU@8hl!R7oU-
1JCU7%eBm2+P}15)0>DcBu3eF<GYv{li};}_jSjx^b4<UqlD7a(G+WlC}vr02+FMjzo#S8{AdMIDu#^+cgn^Wo6j5wAnaTZ8imw60tFD$JpO7;>0?v~Rv(
s$}7GGwi3S2g=bKMr5{_M+v0LON$N4z}-
zOKq5WTi?}*Ga@orls7t05Tu+F76El1IGnc>P$><82+4SGCEuhdAe5@7_zOsG28N`nLElqHOV#*4NEU0!CBjx_*`gj%+SQVeg-
C(^yDjDE*yrBSw>p`$ku3ea4C<g?|mm3`!-QuBoZm7Z-yRLSOkuGcq{(6tYB$V(TLwEs0Dck_5nljuUXgS)^h{NBISY2O$ad7-
I`m7{bMcXlJpolF=cB6GMzw|lQP#axQrRCZ<H9QF0=y<mM3oVuNp%y;AvIHSqZGFH1$Ue?8<!)g~yRsPSen`-
IaK;BBn6(kGwwUBe3enE#fpw;JTBI|l3a7#3ZQf`>B`phO9WY5yCG?ue+;lWnuMR8LeMo|2$zq@btyyW~a{c+gx}%5i;Xr{3h~cTyN9v#PQ~v2tN?nB5^<
SgT%!KEG?IW9b>-D%V2hNnMBEkVjHMiMHk1)FQ=T$;@RgZB$nBK!)Fz;iQm3uV@JP*I90?fl<_0D%jlwwK4Q{c19-
jinJN!Oz?!?9KD(UV>tRCTC9oz~$TQpx~1S^wUAtC=SPJq(anp~%kDUhZ7{`*$}8_b^)b<I4TQ{IQ2GhRZ=dqt*L9Ha(q;$EIqjNej%z3M5BBRl<p3<#(e
h8PQQ4=w-NRN)C>Ah{ohT+g&C;0up+^lKIv09w)M$f)MM;Dw-bbdgJ{YUrP3GxKIqyQjdtcKXuANk=D4BmrUE<KTLp-
#5PLhUNDJ^lQ=EjY@f$ZK{5jYrK{%4#@gftXD+8>-g7?%qV7_IWadt2(6)M!JxJ#yPsGWPYXlNeq@WqO0!966Kj^TB?jzvM)&Z@qYaSk(Lar-
;Kv9)|QebhiF-
17cc}C>EFVb1=eRhe*Vi7_UPPnS+fGm@0{#N{*F#t!88J~&IJkeFE22K?)5(YV1%4PVRPPmMg*VD2Vs43gy+r(*q2WYkQ7Y><hmuTyJ6Gp(#sL2ET`2iE9
4vOOF?*)HbX7<()Fl;`n(mgKUV0a62R<^7MOW<5Tv$~;J7I;|_^*G@(aWcx3EgfEKE~Ou3`K`5JtPmR^2N43Q9G4K)b|Iu(T8))XEL=$HjDE|<eh{LoaUP
h5**G0~+GLn8mrp1fUll+;@>1bhiuH0T#vkPRiW^N>e(?|u{JKCX6$li=82Vz1UHphOozY~V50WrCa%*rs-rLofVsMC#lNi}wxTOgF1gfx4(Sr9awSz<?t
}SvB(4lesK<mVS@1!&*^!iTs`-
pMRC%>lV)%7Kftd(XPY>HsOLB;rJK;H}%goC;|%ybF+aC3%V<@s8SMwI<Kyl1;xpj!&bto52r0mBO%uzzr;o;`hG=8br*HgZ5DO_Vw<N21q)zA`K8BE@jc
qbXcGz4q<=4=*gas60*?{WODYcaLQ4isKG&j^S~g{l!}~UJ#`%O<%_`wy_Lbdw!bgmhsv%u)hxnMps*bADOCC5M;+3S4~b@aCJ{p3uc5tcL}4q#yo;5J8$
Q&V|E9K&KVj`cvcKJcqos1w;_j4;Tq4ybb;b`EyhkAw&3Iue->>|YsMNp2?OljC|jtHIDfe`k;{F(kURA`NSnH~<&ReH$6oxf|8#-
p5iQhN;Et1hL_hSQlWgUmwOV$iBNHN<8h=m6c!I=y>!Oaq>8?4FMc!pk;s&fPh_hF@)O2LT;jL25G&oj|*XbcDF7ek15na@}CVi8mKgZWk1?5g|J&>1Ptz
4<Az4<lI*`$hjyi8|`+Zf>puvYmiP3{O5N~LKNrEJ%*2d_~a=ihyCv2^O-QY6(FFo%A@Bcd9-
z@fpWUe7Mp=k2y=#^j&JbKClhxPc7B9z%!!3%RC}rv7WrR@dh?iyk>V@Qea?vZAT#?YT^X$4HVC3Q*Xk<gj*0p+DL>p`*JsW=tWc5Djd1L}1c8m=M-
H$h<t}D{M68Q-zSW_{Ql;e5$8TgQtQKg!ci~pp8*`bikx_rXkT>c0&D-
Y2qzkj18Yc8tk?3;(jYa?mD1JZ2e5@B)|(#+PFq@QR06|Baf~(lD&FxWvc|ntzoy~r7GnEn<5O7@M!AdiXQd8JE=j^r+aKRu*#?pwoa3Ph!{L(*yS@(cEb
9T7rd3ySt5%r^MpRw%C2TaA7zj10sY8Fr-
w=ZpzQMjVyt~fNiiV+af<T!*R!X&rK%L5Dw7qg3s)}Z7Lp?8Kn&3oxvLcg4ktj;I#;r(pl+|v0F#42rv{5}mD`Y)R%4brgFc3KKdV^`!6RBF<9;1iireBI
2w3=k>H(f-x#1lq$B5kcP2A=_g|T8_e(6t0b8Aj<Xs_la?l*THa-u_2xiA@rbPw<0`5e?`P3&?xqSq%(5XCzS4B}a7+n_nWfsa~E$iL)*>5ySKZ{5R)7<D
|35ZXOV$1$tL5_w+|-
}+A)D*FiDopW<xBkMVbp<Kn7ks#~i6NgL{B8Ng0eEQMlF94j+Ox!t^=dq82(fE&sURlaFTB&F)|6cqvW9$Em7`s~E$kEXX*{6*wk<_r-klC_JCq#1Ih2bd
gmvmo3%Q4+J!f4d6yBMR@o_2=WQ#_>r=2fR4fgem<CTizY#>Qw+5v6S80fRJ^RKL7if1*OK@BuVEP|MLj|Fe>}LfzKJ+(O^6%V&7})xqBc$h+l1VowhGS|
ijTv$@o?vVcM#)7R&bp4Q_UsvovmpdNj`kTjo#lG1%yTTRRD#BQrs%cZ>%%^}<P4_$vNZEglFLNQ7Gys!$&K`I&i9ZIhhtz4`z{_g0w^@HO5(kf$zul3NO
+&sW@Lur+=yS}~N)-F*d(rFQw>CaUEp1;wA`mqw5`J7k6!J;~Nh-+Glpds&=*}6AxvHuK8R0AVmJlVe5DXp?e@V81s!pajuEwM!~eP+Vr#kNO)-
5SnFgH5xg{3EzUz!31Kg+DDjeF^{nS-
mp52`|E<^{(Qg*%SNmns*3cJ2I*gB#`VNyGc482_a_eK&10hrJ!HvyhHMdo;XHCTEZs9#Eo3kV67fu%YkDOtK>4QK9Z=-Wv$wLgzbA5ZZ_7Sob!XFx-Rt4
8Za%VfI~XOxq5xW8~^V*_5EjJ9FprB59mdfiPFNPhkG@A-
hz>@J~AF~b4{nv;@_mp%?ryww6+9g><y`0UMaLe)7Oe7;pvB41(ATS1~#k88f@H!_f`O%@B@t{KP0M8%VPK<(i}g-
WQ79hLa7e$pD)IX<*@cxf0K_dkoX{pv#nF5a}J^iPo}zIyoarA%TOuAFp6gZltmXqY$|5$&CR4#gd=-
N)Q5U5>9Dh9#)XpVy&fo1$pG3QMOxO8aV6JVkg#Er_A7A5M|&a&wnt{+3iV9VEfrhh0aDIkcpM2*z+e6|1XZ`%m!Y$P-
|^^TWmYwOG=0F?N@kjNIQ=0i3&G(V;CqVy&a)lvL}$WcVTY=;KXiT5dd2YR5#*6v%G_PwsROJl9?;a3U_1n)U*f*4pAwEo&6VNI@H&X5PAbQb_5k%`e-
^os%gt>m<SyT(vuWWFeR8XuKRmcxP)@QWxU$XI1$esn`4ii5{#gl!Ut>fO3g?_hzuVUpkaR|}Wb*aa^5k~Pb)@Jz?J_GF;);&MmSh=^Nqn&!fCPSoCUl2z
lczTcfh`@+8Q34b^PK_40M1eEvUe?)*!{%SMumOKz5crS1P#mJbwe)47^h5Kyo+GGT}pJ&A*~vX<vniJJ^M2R)?b|1dPPY9kARrQc}_WSiAtwvor8mI6)z
~Ys`|(dWSQ&8xy)mZPL=B!n=}OG5I1;Ph)AVLmah&??opSkNZ6jLc+YLa2;Bu7HIxDvyY^cRR`jQuv3H|MkZU$eYuBeaI(uf+CXCla#U%etY7qwbsrg2~a
MS{@P%Cw*g7l);eb&1sOROEbU^HaoYP3itTpKN}<7ZbGTka)crMDI%25IC<xWqRfyQdqLiNc`)!o*Z5J-u3-
<i)LTL^f`y?Kb*|01qAt6pBLb1LTTN$1RNkX?qZ$#TSE_YR4XLZy7jC<y!teg@SD9h0#PX)-9xJy<Tt@W9Nxn-N!g=dicp!y;jUL)@&HncYB?CI`Ln(B-
=*Pm=j%+&u~YQ9S`qvC%=jyFq!mySl~Ptp@aOgm|wXU{}yXis~kE%43e|^zDC-V64DywcJvpfaAkQ%o_}WI4I(|53(-
xT<7R`9gw`ljpQmhQ3~J^#_qyG$PFJqw?i>(*c+2?C+|%b^_E?z}^|d?Hq$p+(0XpLou)Y_8OPHL2pz<cPxwGx_SP^hMw^7VO_gUpyY;mnERO5R8mT<Dd)
>opdC#14V@xo=s@UYOZPM3_$16O^ryc&a~ao%Epe`)5CZTt=kl`@pNVRtN0)k4p>_Mj%A=1<!cAWXb+WR4~rB+Fdyz{DNwVS<`VGyP#6j`%Lb=cL$<@2dx
6<i>3-
Knl+0IDbXbQQAQDFgy?1Clw({e^;%fL>wFIh5_eIVhy}m81CXoho}8%Z{7;AC)@{z4xnmN%P56(^^d0EcgQ=YR|go>TdA!buiP?*?E!V<7~V??2*z!sgiq
!j6Iu~jOy9J_WmM&!BWeF4{G29rl_y7C0nJ8-
x38;vO#S#uv2ry&GUoZvWwp9KHxCbLI`nkwmAzO;H!$0rCUg;N;OmkEJR0@jFCvW=PbjaNJIAW9B`6&TpS!U4Qd1`42RxL({?@jj6J#o?$^8sZ-ffK{{cE
k}RDZ2C?U};cmdv-
>BVOl<_WCUg^;DK>I*h?oe+mM`(&HzM*H?DgR(f?REQG*K0W02__PQ%jf4K`ZQ!t87ofNM9Jj#K~Rd@OiGqL#ApXFH+l#=XVe|VO6;6^!pND7l!Vjnv5Iv
p~lFFx=F)U+SURynn!d^FNAzXw!eT)$pO#$+IvnrP|5Y4Y_dYn6MX6p>k~De)t0*-+T;Hp^kf8fwgxVAvoqwSleNuv9#udRq<$;oK5q6Z@}^P4|@me-
0&o^~=)%Eip8+rgY~BNy+eJ1=?=;ksx2MZ;%6S@7A(I+?vHyr=RATqWZ+3an?XL&a)?ZeSH3q(5mr?`N<k>SBh}OFba+O^SgL3RZbILZ>Ea2tvw&HbGu<<
w93{%xV#In8)4&1=fSdOe~<3Tvw94#hivLfL55&W>2!M{P@`-
orh;IR2H1El+56+lId6|`Otp~yAct`E4r)f&&sg;;9C<k8;WOisHR0KO05P1PB1cIyLIWgM{C*uZ0W`tEnkFt7Z7P+%C)$Fk2`Ujt_xs*WvdiPO-
U?JyGrIJTQE0_Le1l5>0gR!u!FyOzv*)@fA4gp4@U0ja&~jxqEPPy2sG=Ky0(;niVSW{G2#!ebNtfi@{2+Lh;n0ZUd>J+tj9~)!10WiRjPDf%g*9>$WpO*
(lWh=DYGeWEp6Sm_&nE;#;Og5?QJedjw01*}6&`~<eN$`g$@f}K%)Ak0@(Hs4GdNe)x#%vO^dA02oIDY!1EZ2eODHPsgQgV)Hx;&QbDtrN?F-
4WEi0RGFC8IuUB;IWGrv&50J^|yf$bJ|-WgZwO-
=&4fA19lk9OwXx)aM<VTq0!l8OK%EWc9%#YP>L`aA>>K$f20U<<sVKzXBTw!X($P6F&R0G5S_%O2htS%Fg}sNFdXj8-LHy3h@Hx#nf<-
JFv<+ho;Zy+=L@0%iFbqcCl)l6_GpwKIF1A^S;?sox~B|E$;@7dQ9DU;9FJcYI+Lc#WhPwsD!J9tS8=zn}QDOZ)yw*?4$PtmJ5cmS~^L6SH7Z)8&>t8hWm
}h~t|(JKR=Gs$v#%1tQ|B=Gzkiv3taoQr$(hv^dkTdAAIe=+%1Pm?Y=Ax$TjL{zZ1S8BtclF>3_y^yAZdy|*vf#Qd}|@02UB#iBT!nQ?H$_BhO&+6ezfPJ
L~-MVJgGv^-A@-S9i^NL5A7^ECpJA+C>t^f7J}YG}qDo%X#3PiuS%6beLx2*#CM19GmKG@f%ExWnOM=||w+=);8^el-CDvOJuaDovGEI)%%r%)>C_yuS0h
sO{pA5-
^3TUW{sps)m{?ybrQdWpaQXlSSkEpZ^qElVP&~ILK#m!#LX^?0btzKbOm0J;aMeYI7JI!#97KiWfkvT=TEK_c1hun`==dV>b)Lh%u597&e1L4(zwUNN_Hk
=OR58G2*GLpCyq4=_n+mi8Q}8zC46>1!52yex83>tB5lZXuv+W$H5#F(Zx7@hjXlK*o23<nMd{*=&nO)iH-ONNoM(_V!nS>I>i+yhp;6qOagK}yrf?<7~T
lhJK4KmnR}ivKEH5x^!zg8x+-
y0qmUKg3~?!fot6&4NZNzN)0++|V2TGPqQ#W#QGZ|4xt?Ng`0+lAw6%iF;BDR80eDJI0x@9U?qJ<{!HDo7kG<58N1bF%brY-yxb2w7K3@#w-
xfkzM2JOB55bdskeELVr5hO#hr_hU6>ewSZzx#8%XaQU%n2YuMyI5%!Wcjozfd@+9&CIqSaTs+TUL9L6UoD_)1n`r<HE?c8bw+vAFG=?*G^2#d~Su(5?R~
zP1q3!Xxy&WAH#;yB|fbLAlTWnhq!nU@_3DKQr+)p+SFrV&q0b*W89Nk$kTu;K})0=l1|j|IHkhWQ2JctSe?RxSQ0Yd`6}Fo7bZ3E7-
DWVod9YUdWR(mI4#Li{aEmn1YQ*KHQ4M9bQ9DP04qea=?CDR!3-
w(0Vjh^n&@w9qGS^?#zTuPE0eroF^pwP0|%Hi{GoV|(2i9Sxh2Kh$cQCheo^lfAurM^4RqozH%bHjkB2*c?s*FbHkP0DcxL|_V&e685-
6e02#LvCLb}_<HjZbTmwnqk9JejFU%gw4K|8&6`*%Zhw1eG!qkosC`bZPas`R-
uU;+;(`ewZ*Fpd_ko3>Oymqq+N9CT?0a=WXBScQ&$C#{65s5sA2xLqNwTm6LAf))2zNLEICO@8I-u42uBq3jcTbrrY90e-
wLlHg7el*U8z;&dho=U!Y?O1~<5eI>rp>*<5z8V=-dw$hCoC{hGzVpVA3=}Y1z8@WpapWg0fZa$*qSyEY|+<Rx4pK>y$%Ddzamew0Xd^WG-
0ove~17@=PXqBN3<vZY9VI$QyGHQ16;GOoY)!d4_VMSsK2Z1&%+gp3<rG~5I!26dPH{efaW~1&cbE4xsEoV0@B1X+9fY|CPr9E*D@^MOgvMMReF>dJ_P10
Fy_)wFj6|nt^ANCm$xwb&ulRI*lJUs>G@X2ZSHbVdXDFLx?&#AA6SDd6hu10^U;bODbOg0fduFy9P5D#^imyq_onnAQ`wPeC~^pi}6wTSbxToP+#Ct%`mi
~C-=s#QtwFZ|cEGe5suGf$Eul<ucp(JVgiUK%=YFhlx~vq0Wz2CCYQorXP`GH|c)?!l+^gOLM+D-
e{hS(Uln4!b5lx$;16A+3LkGSd4HjqrArLz!rLqTjkNl3yd%pxSvZ!crk<m6WcE)f{`n@@ZwAOr{QZE%~p8lhG|^tU!qruDi3iPV@o)qK^S75Du4QhGM#e
29J|`Tn~8@IK{M`P3o_l_sRLeWBu;K+Xy1Z3oFw}>u8+uR|54iv0uE?+*(5%`_HmOE3+><O$?gbpOa6aOGbkdGv5t18ol2nyndszvKbm**2LUf+<Oi^sbc
{2EoP3yU7rD#Rb-7}7Q+R0O~U3kBFueO^)5(`tt%lJeMd`MC3B1R5+%vfCg#3~ub(uWM6nRUsN03kn8lfqQ_6VT_%=%l-
g$?aXbpBj#G%JIw$ZhU+R;R|DymF2m{wnI{-
?`Ji>Tk4<W5=M_@Bt5so8H4`@XBJ)Z#vit8d<$B*P2_cQQdt*GSwK$i77@!9Asjp`spm&RCVbMpj?0J$Pkiwo5Y4$msm?+;a-
8<|xQ=#ez*!(7}IseJ#`F6LfAB&q3sE7|B*RxR}Mp^u&0MNcdRR{51nm1@yn*l;ME+T7<`>DP3=V(xD8WW^OZoiiJP@?v@bEcc&$Vy-XQvPl4Ql6*tq#zW
cSo$cIFszve?!G7P_wT?0^gOQIe%+LIoO<ZYQ~n47_|rjU3M%WTyE%5!>4m{2S)z_EZdngd?af^IuO3=3c^`8>mjxx!O$kce$|tA>Dc>I;|?rK2_2PsE$@
p3C&C2qAQx6L!b-TF7bYD-wI631`>TXzn;%VK|zd!FiDtY~6p&S65Ihs{g?~bln6FaYD3>^%bEj3!4fA{q!439r_VKn_-=uPL%AtZ>bzkF7vBSL>-
Fp#m`u=R4}JJN5aA{+ysf~cRD@{a8LaO`ILjp7exNrE~Jvlgo%EPqsMlT6Nmq7O6lgZ0Sr2wK_P{?YVNK1i{`zbRuS*Wp8B;o4MHdP@)T<}i}9Z?rl?XkQ
{R>bXF@x}^a{RB(6F(M+#+u_+%FDy*{gWTl@j2sW=~(@=nx+Fz;CWE&aY|GoXftEi@+7;bjOP_0=k^gF(rT;2dS}e!#IPbP>OnTGC3QFn-
o3QPMx=}9E0by4z~jvw4o~^`4-IXNwOP#`F3O7<Id<g$SCqu55h$5cRP(AoU|#ql`&5m0g}1PIQVNJw&}Ep_9k-{51|A!(G-
RE)n9<jH;b3wfp9Zu$&s=r4EnJAF*)W~rRS(MnA-
3z#1V8GZQGfH=_!qYeb5)2TepH0*k{|iztkkXIK~=0T6Z`%JcFy;K1}wC(3)RJ)XmnY2Ha6)VV}#_vWz=V<pewt&O5+0fqGr+8Z!gU(hbo%BaWAhfzARBO
l(qR&KTMd9(XHG_>7L{HKpF`z@g8`c5-=jD?2}}h9M)WMD2fCP-|`f7$t7oY1_HcUh>Dg4seJ&zxp?M-
B2f8pGs<+1Q9dr8j5iO;V1J)!6Or~*<;@aix^e^b$wKOrRUoQ(5OHx=u<7l|0ucU&>P(p8IILF4~3f66_r$+EJUtqcz!AhtSW(OwHpG9USg?{hK~vEs5pG
A$$&ysVWvcV$6u*|>h~+~`WXacW6@|2<W<R|Z3OAR<(#17?3uI00}7r&++YGbqB{CZ3vqiZ1;7+Cc2)MAbQmDB=x^Q_lrce5N|*V$o)H7UxY0suy$M_D&@
Yl?Fuz=m!IA0Ik*{5)!%qC*A=4o{pacK?+6&j}rx~xLczR`!MZP5%<Fv#9YXaDTk64bfZ;#D?IB9Txc^Y9$URMO(M|Wz>uI8fOeOt3e&u7Z?bwoFFN8qbe
Nx$DL=?adouYpdqQ{O~Do>|kKq^`sE%S@>*(53QU{csZ(7N&n9;(_|B3%?N~ktus#n-}D|KztDq{zl-
t@6#1`VK;1~S@~LZ7Js~t!vwDzs@$SXL7|259bW|klURjJO93lQx;z}^aw$!I-
~QGX69A8hnVz7nt9>l*P~dJoFDK_l<74hvhC&*36dhb9FH6@^0>B823pI~nI<nf)ms7IFttwx;Z|c$Ilvf%LDHx$st@L=7eNY$m$6v(QdrALwo#iA-
!nXkfd{$KVsFo7`6cyw-NNM9{4*|Edal_NKSRGM59)|AVG_!-
BoP7uy9A{s^WC0voQ~vMs<m)iD$`ks9b1wPmhj6yV+{DE^3^lL@hpc)uj{93|Z51A_{Ww@M_W4(d3CJ9ho<iJE_QmU&j(~dq=Y(Q<zbWwd#iI*~rnIDFmT
rZgt;-
??d^%r0uU}q&aj$Hu8)POfYXuV}N_m+tI#H|&o$!=sKKP`nC7x#TM^FgH{Y}sMk@f3G<*8buIy~FLOEYX=m<WsoS=X0d)%CnGklVHy8id?WT*>pl!~1X7<
eJq>+wEgB?R9!%=yal)=Oh>C0tI`UU!*tlyOr(+b4o)SIVSMB2Q4sfI~|2`#-KtJkLJ+S!a0W@kBfEhP*6UrNYI&-
UUBo<&hU4aZgG(A>Rwnx3lfeqoG6y86?UREe@0D(6>a2ywhqL}b1jZ)Xz?nN4+906IJXOqU}K2?Q^`wl5Sa6|ZXIz>4LgzO7(YcBjc1=(s>&HEt*xF#79D
dMgS{7D5l$Me<n%_TbJ-
iy5<18`AoRzBlOtOyr(;S4KtGSCfImNk)RWO+1s8`Kl&%u0SAp#4T}!?K^6h#P3xDi2i*4VO*)x=NIWRX_Db9SO0EF;Xr*U%R_UqB-uYX{NUQe&{zihP86
_CmR`*Oaw{(&^5Iq2}=;MEWjYgWNZIM&+_C(RL8M4NvEF)O{_5zx(b!8Jz_x&v#l*8pDS!c;sM#iC3-
v2kP?HI4$Vbt(XXo={ksICqHFyBe^GHmpID*HCk0p@4nyH^d;0F7^NVlV0l+4@7Q=#zk&dMO9|<B!^pz$=r)3&Y=|2yEle<XHXI2F4#nr|3Uu7(esrmGvX
zuIui0|1TB>EfUf*+S5pX-V1z{c4>YJ5U**XFhPs_%zC>tK>u^00I$TY4haaQN2*6nOO`Mj%`tg-bci5AN4<!zukX2_8{ZVeGyf<^jTQ-
_^)BdUeWYE1CCbG_JMwQ;e%H3N1Jpk@VrBRadpMrpwKFji~^G?2Y#FmRT9ikBLqfVeuNghBY*b|Iy&#K@!jJ^p8#4Cc)d-
xB}c8wC&`ik3mXlFI$e{UpVkd=fm<h@H*7gcon{UKy{MyQC_)MXQPO8Y5)B}FZr<iYFy3sCI8P#Uv6o~lXDZ7P|~R<7l{eZ3hEaJ?a~fe0S3?^MsdrRzFJ
k8SyYTqUY9%uJDHw?^Lq4S`yMpSn2Ej0cx^evfx6M><Kd+%2J6qz8Q{*sZWWpAT9Fa%vCehB)Cy<jlmsxf*Pv*ekGPpcM(T)Hk$&lmPE1i(q7r?1W?z(+v
&hOq}FZ=v<wc8Nq2O`|<BREjkgT5YS4UfgQwuM(-=#fk*nB+RhD_&fG@^&Zjg_X`aDU-
8iyROgNm)9Q;8N&NyWMv;I$`txO>P#_~wWv~jivZsxw>G6GCtbt?&Fo_-dc?zNoXES%HETqL|xKfP)@&l5oSwX*yn<OzcK7hBXe{CIF<w)8k>wx}eOQ`Qv
!o1NwRGf>uE7(q1vIt~xE?{6royg0#7?D;PgQ71vP`Jk%URy|N2*=N)&dV2L?<k;3^n6G0KBSN5)qd%oe-
K{`AAVcioAIgpTy%*nKn0hba3&+_PeeL7!0X}K>OE>Oy;Y1ItWUb!Z!i<=T(%ZT)3@4Ra2Mz;K_w_x>4C6oFTxbzozT1OpsVlBC5u=KXB6MVod*|o;C~Ux
EyE`B@V`tB<S<Qk8W0lnIt_tOv-i%A{&!3&pq`+EF?9AZsJzO-
0VKHF9j82sukNs|?f1FF2y_QxS@rWurs|GdZ?6PZyD*$?qJf(}r661tj;~J7X{m$JPV@?jHum-
W*|1Czakn!T_6*4UUVuxz)zG*!6C=UDLHdXukrCKLiysI7?BDux`%*e!~F`dt3G4~~wfZj#jIrTQZ3HCwUh{hYF^M8XRpSqnQ;d%k*!4Iw?5QAKXd}FaXu
0)#mghJ=E=yC{+$h61)WV=kr6cwBxQ<2E?d1Bb<7PmDvRB1d^4PEq>FVgJ8UdM2S?c4wkJOs=^{z-TY2$45FnzS!sjWf4?L7zEJuGl#l-
@B`8KbXxcallM03bawoT(LR>Q@ci_%sDgF#_f&vf#)T7SD#DquHm%`1D3SL;Q7f8O*WRGsjf|UA-
c<nO}4n9KCq3K#Jmkir7Mr*BbPN>(fUy^RC8ZP?1IpCuvH9?+=ChB_*3fd$pjU}%-
MLFAt=ElIP)wsX$rSC_nDxs@S;XrZcrl%5&Q<CF(n&CeyHNosbncS(=DivBXoyrJD(zk<*Crz8sf<fSx1=E4}qyk=sU6!7hSrUVzC({V=8_iW<QN>R#L&m
?*QraXyez?dF0Q8Xpg|&8aJ_o22)U!ZZ}pZg6rxXo5m{!1}<}iVlc57(2h=(3HT19l@SUE1-
Dy`HYbb(+pt{s;4X~kpGI{yris*K=D}ys?Z$;nIfnt?>wHl}doIVD<JF|XEMer4?dWi?(XUZnM-
w2O?9hnN?z%Pu{Ss+bc@jZ#aMpOMp8k&F5$Ef6>I5+{6iXHa-
5j7J^P*V}SX}+7B>VEZ+kVVC`1Aw{f81qBD)yAsrPlwB7MrwCw`(G6K4O~20L$^AX1knAbE9cb7H~a6$O<GX#(RsX(l$bu+|cZ6CMFiVCZ}KOb0e-
k<J``JTyu=S*ql8i_OSk+YqoSwqQcxx`u^c-j=5`KYa2-cr=>{sxbll6S%bR7GXg0VJVl65A$_bpu(R4rAHQb{NWM-|##%!^z-
o+be?Yq6uHCr~O~%>WVWbpQ8zaVrfxG@R3#nx7(cbg^gd2Kg#I*;H;)b(}S+%%+wRSoLb~$23C^^KoydDHP9xZw1RDsa016HAg>yjC(rs{lAuIi*eT-
IZr-nwIO&vlwLB^adK2}@`+{A}Dd7{NKT49RX$1X=J^lB$ut;72xoBPf5_=rVmdIVWDdV|x{10j!_a!xe3Mt^i5*Vvhm1rY(c(;xuD>U|$_@=X}nQn!I1{
oT#isd%}=i`^DP{relvt2+SenzN^-
_DyHJ8#Ydu;EL~T~VBuHZhqn%DA}#AbJWD;(MmYv&W%*{F1EqYK^Gl5m#jHdz+BJl96Wc$D5O<oA_a5_}x?jKnG#Td+TynnzG+GbZ!eS-
dwW<bnJmlrQvwPtqDU;Lzz`t0FfD8dE7hjZTGpRh>SXj(HP<4BBsYRr${ntr=5oR9uD0gDrT`IPv3Qc-xlsmCv<~<&~lQ8FgUYM@KKhgeJF-GNyO|KX=Q;
fXvH5>iovrt%;b-E0-Uu2xD4bB%3^*2-rJy1Y>P&#?sv3qab-
>yL;m`7`K$FJkFHI|qLX7L;q@z8Lbg1~&qJJs_J4|rLeb?&yMnc2FG4ea&>3t+P0NP&XSb-
^3wp^L!1VB`$eN#9jXp#0ISDS~}lHSlI|fqWf}y`YdD(xOJCwC^MU6Fz3f4ekr1fa1<TTvQy+#TYosKY3z4%THOwfP&rcC>F|_>1mHIiq|jr4D`FGIC>Vq
RVfJljrZ=YBGQRH&eQ<T4+{l5JYE_hIzium+|Y6(JUDF(C=X0s<2*F%;<+XhiHbjwBt6Kt3+tFd4TY5uHfE~FyfKU%G;|?YZcDZ@J5_uoJ7AX9fOw4vYWN
TzK1<eJQDc-
|yC%|h8q;7bL;+G_$*T*^jq6&nxvJ#tVvUgRo5Cev3I8Y|%0hpBzG2%ZLLJth=LmnKG_anU)DY<gO<cU__dHA&`NjVJ`~;+DqO`H8NLu7#<|54d^3fTZ!3
5=#sS&QY-LBtKKAxmNrUsHZ<h|23P<3tF0}5G!@O|_KT!>c~psUS;lGz#R3E5}bG)S@CVA&p`xx08~RU{ePx%Q0ges03qu<lWP#>#%mt=L0e0O2B9*yiTA
EnNiI4Ke2r!DG_0{Q|b7G*N)A*+vEIDQ<U92u_!M7KbxKI(FQg0xlCBXT7<lV)UV+BCk(w1{jGhK<W%~2DLp<bWjdXImf?ZvbCLeRYM%(bn6>=AZ1yzoC_
RAesBz$m;wdGWcu}mZbh7&V!oI3IhhLsQhD$tVzJ?q`YfaKOh=q?%30B#+$O3OOxicREN58T5JL5OS3U+~GMqXEW#Ic|1qg*fA<OaMW+({zBYdz><HyuwA
?eTsPMz+=2$NT}gO+|C;j;VJeyJGetGWzCke%Au%^hIVG&qe#{~mjC3rUES-
K%@t<&Wt#N}cQfYo#Wy3tj8Z>G##uUfP_zRYUd+Q@@O(ElwyXPG~zgzQuM&dQ$(A6%ZCyhQ&0-
{hm_GB@2(M6?SyjY8FnisoK4E<+w)Wvg5YIxi>u8E}Bg0jiW8PLE+czQ}Ib9Q!}tV(UBT@`@)DE`oynfx0*JhyKz=!Q^=8<7f{>~_Jv0ff)gI3R1}hh3vg
%`$i#FL8q>tZ^$#d8MsO4%*kPqr8he}ja(yu#=IKOp_11~teuwRlRR&4&Az_wgoy{=I^#ag--M=rFn>_%zpu?Djl-
6FSh77;2AH}V`{9<QI)E8@O+)6zwL}I@m&Folh8q-7SNZg}8fSmJ8n;EGU^ToAAA*pEV0S-
1K7K^U~f7xg*_!w<y^9H=%C2mcL3zr9JsA#>A_nI9}h~GY&Er6=p(uq4UzS;EpU%*r*@Px5`a<8X=OEFj4urUi1Ebpv^+sA{x&Y?qw$ct=?<_pXW)?+MaZ
SOx84AY~#Z2iBL;KIEG3?FuRa_pQ<kCZ_R`na%J8#udH<)~!5UOta!7nnn>uxLC*I|3|2Hq-ep^SF*g(<vshFeAlO2+O8+);7XBIs{0ewUrst)f1Y~@OYb
@)~1%WV!{uvF5mY#=Ssta*J`gegHv18oVREUTj3E4d)=<$PuytT64a^XP*w3C6KyH8H<(+s4fPp_x)v*F;QJQjw)9qJtKXFov~crb&@z@k$DcLjJjqjHtg
5{8=ZcB5s^3Q&mZY~^T3V@LCz+G?y5Hv=aMRcr5mrrwiHLt)MR%VJrFg$Oihq-
NLyuuol+IderElUT(gv_KL*4tE!AyEyyhtSh=%nX{8h^xBt9bV)j@WQLvY{of$#a01w2;RI-nuxJ@9G(5Rxv9sk))VjT8*_gKm{BpiJQ;t9`<Ehwi+o;7Z
pNJK{zK9DD~pMSODfKfOs@qN#wn$sH=P3v1a!@$Ugq7c4ul`jOQNgDBW4Mgn0L+)!D8!L9~P~H;5&~psIzu*v%VAd|)n${k(JjafW4v6hOByB1zyIb|yCf
cIh#2F&~5qLQ@L~(>4`#WFgI>bj(wvK3---NfiL2cv50|Whf^R1VlA@EI^qx^YQ09_M2xSINaYHOqKYc;#rl!z#=LS!$p$UVXO6))EI{uSC>H7kod6ubO*
Y@oj-X4mi?8ewHf)A31j%`fWAS>CB0{peDu@Fpa(^w;Djtzr$*|pY~!$TP~TuyFLKq<9#yUTUB~kUgKf1Ee~YzMpp?-r-U-
#k2!nwVG)*9;qcl2G4MXwnGWh(%tS;b%c(n%|KT1;?d{`rmy*h`AOa&j}Kcr*G<1W2Hb%6Ynw@am(7|ZsYMO{_P{g|UxL5Mjsvq1+6RC0k$)Z~1$e=+k6;
S>InxVWrDfKs`mCj5-`j`=z1R!BQ}E9}$hf&Sb))mY=-4t_&vz<rb!&Nut3xEjUY9A>vA|7sl%I%%=|cNPtO-~M^}d;rCal_Qy8uYD`(Pg+!tcK=G-gp-B
Kf3)=4!4QL*xW2qt>bfzBO6po1^r)JJg7Bbw1oeCx8;O;$bs%Y$ScR9}IxFtTq~89!%)vEG;&70<Q-
fej&ptg?h*^#}y~!PMAj1};Zt3eIqnj#1j^!BBvwrTGmPCN#{D2TsW=53VwMwwSlP&v=Ix7uI6_X&aEM`%FX*#*DgiUJ~F#g@CPlH0ZP0^t+&{Snq6LV#2
h78(n#pnEfAAogTO@$DmoqxxHn)Bg8GI8*xwny*c|7Y!6V|C!<K8OpXh;t~00zEH<<H5Z-5%Zs&vQ?m6Z50=_gE0ke{*nlP<uMJW0+kNL2DYd?-
^k<6R3<R&QzKq}=#zi%v1g+jw0X|A`@u#rbjg_DffZ6JaW*+M11#)~>JzqGBFTC?Bk`-#+|8r3eGA-n5jP5eU0FZJhRvM~UzAVjCnCK%al7ok<4MQF-
q@+FMLd}yh5clc%R)4%9x^#xCAF-gxV27w5rdN_liDbKN{&wF3^9>dj?6O1#3DfCBVMi7x6Le}%c?BS8ecRgJ;?=*nGL@PF{I*;<8~w!6319axCZe_q(rI
;zrDK;!C@lWn&11tu7K${`s-
paqOIaj7kVj+=0$u4bhMX9#vW)vzZ{w1zc+T|f(TEX+gW?mGa=rt9~a$ZX{$yv&0NS^$>~H^xUZ{B#xiAm{ehr_Y8JesVfzR4<nRPnAcV+Wh@MZMnw`5U1
82M=j_z73i-
2tsrS;c{Ks{)2ish#cYg}+69QA)dk#5}?CyGf;SeD7~Ug~&NQ<scr9IC}qC?7YS=Oc5=F3*wS3v_MVE5m6_nrVnxL%bf7H^qbPILDCr&|s%dAxO^2LqJJ8
n+izCmOlYMOKQIu;8O~KijgHP=1EDt<=X&wWwKFF|J7x8?m1{<9tZpHHl_o%V*?+}`4@mq!U?B=&Q;>~GFm9z%nOpE6Iac*DEO(xGWqdi`OlL8Jyp3;y~m
88ONj`t_1gVnv{G!9s1U@^nUm9a1aR#-
_MUG+Xj5fxiTbspO0r?gZVLNIK%_TSs(RQwq2cbMQdQxd?G|{FVj=uj+zQn8qs2UiRNvEnH^B`;BX@8eAtpgcI#q@vm4>BS6N{x07Ku2nRsJ84DspT7C7|
JFO%l0powAcH=10>uW|Yuh{i|XfKBsAuA@zA6&BD;Rc#^Pa_yDOznmU5xP$Sai<)njL-#3q-AEHE0|Mty-
)e=_cP0A_%AyK3?9^BDhA7p}5jR_sb*eymtospevLBvm+&vl<!%R<3j##A+RKR2k%)Nj`3y{;g;S&?D*7g+(5G%Zg%T?s&x$xRYEHE)c7kk^5n><TC)+&T
dj30osk+LHu|du$y=b(tlwe|o~)u-#~VYtbs-Y8NE4P(fUYumVe529Hs=Us=V$8<(>Xj-
P1CUv_~o0W2*!=B%HNs4gW7>l2|kRhMsy`sWxp(3*Mo7Nb(*7&2Y@z?i|1XiNC27E7RPv6v=nc`@K?t1E_p56?jEil;DUPb0}sG@biQHvn_dZEI#W<_nyo
QQCWPuVB9f^q7XR?^VQ3k}SIm=$^0gxJA-Q0sOqaybY!?MH$m~?YaQJx@Vd-
Frlj}q<ALe4PSH&W}AvWxOv=lN%|X<_7GrhWe2#nBu?SfPk#}ol8zeOi6~zSjtg!|$V;8Y+W+dY*z(a5No>5Ly$pxf-IKd<_7ZrW;5y{>83*UDGw8`}&e3
4r%;6~X6$z%9=m*U7-`jAq+jNHs;!`=6zE?|&6I<YG|95d5FTp&%N)+2W*R!Cyq)dU>e_!I(Wt^NpK#!+o)icE<O%_-!0%!|aN28N=b-
)OpR9_D8FM$R@&*Z6|tNe*b?)QCt*%!najl%_t(93$kS3sYgi0&_v%}D5cf44l*9M(EPO>c6lzEMwFUY~IbzG{M=!mSwP3jq+^LIPuh>}c`Sz|Pu-
)WArQ(|FT~*dG#|l6`WimvjBm)U29R<5N|E?Bz-pd35<%-
D_Q>gaiR^&*+2hn0$I^Xgvh_bwiD1HbtkZ5X11%dKOW2Gel^P%R=z&LTCN#yeg_MaR#KkF+~}1N!n1XUN+lytA;a8?MOVhI2t=}7&nXSozM^b7w!Hd86tO
`b6@f8sS>0@L31h;c#yN-*ZG*=H|rmyOj%^mQ(Iq_mqDqR8RR{VCew2fPBxtDji`1>IeDk|jP4;yJ0IPgBjXTM1Qo6fl$?N^qr_NlZL4-
Rg;uF6s37D<WA=)3*3S9)c1$eBGroF?-$)7%)a*~s#b^SSa|oh_fzeOze9t@fq_g9-
xyamb&2BLY1M1zzVU(+fJ~E8Y<f+bJF%<VVD~Xn%^sAZjRqQp`gk;k4({a#|!s5f2ejJ5A3ngNM#7X34=>G$}9kl!VwRzWP8BC3TFnYKUOcpwTIKj`VXUp
hVoO_mHqLjLHgr5Bya84DnYyWOz@-j<I4&-#sz#XN3+g>e5`zg2X1a<1I7Mh){{bAnk-Trsweft=rH{=5yfb*-
y34q%5J#9}B7@nc>tjWqgWWVwy{L@IjFvYJ5P&N|jX4F#MnhS2vZL(8w$r-mT9cBjJ!mIn0TGt@5kq%wFWrkLWe8?PTXpOpmG$P*yl$S>Hn(_NPms$r7U-
z!jBXtTe#VKow1<CD!2*TgGY!b>BWJUQm%H5+QJCIqr$&@Pbv0UE@*Cq~o0qjb{8z#AWE0nrdxRSSb)EPD!!=Qm5(bXntqi9BcmgcS??QYu{Do|OU1PJLC
Wq3|y3lfI*syG4|UFxmuMh+_$4#RUua(W0kJ+e99J01b^Did|5f=!5#)5GWe=9fx8ofl}*1!tX9+^ILR)yxu9FrQLO2uYU%Av)Rubf@>=ED>y)*<%OBb4E
V%GnokChw3aBcn|i4vXLOYs1Io`r|y89As;hVHvP-KV4$<dH0U{BZettw)`ri*zm{Z1=dspD&{>K&ju;J<Znf@2ubE=}_RZ(0e!yPk`Mmz$2M9`VeZs;_d
1*ONwSTAGvCJY1^GyVPg@8+Y&aSZ``2O_KZ}aYqtwX%&Dzl^{!aUmGDN`+9c>&-
78hO>F9Zb*=6&Pweo#%kHcmZVLRlYlHE}(9gwfTN_M+V8nctW9&qj9>jKNxIIw;oKV7RB2Ow%a$tR3c|e7JikHjLUwFY7(f{#JRTYYfVqI{o$DWN$73u02
(ux`fR`UUoi1$4U?(E+M1#WjjXs3pY$K<htd;~)6@(KO;6tQ4T5Ydl4koClLl_nScH$6l50>%H9yAVW@QUN(aT*QXK2&kMbHu;34UF6@c#ZVOF0BZi0!*t
2$$~JFNZ&*9G6I{#5V>q)vHGVyj2@xBHfjxlz}$&P0#sq#>LfsP7%`iKMoTv>YC!x&Ekk9^<kWE9580@&v1p%TLQKISMXL0P<ap5F&-
273j@acf@Fj5uvN$v)f=0%;)rS0B+ZrePrr~fiCWB@#VANFy9yUI!9n#;EpZnWzT&hF;7%^7B@j4~ie*wc#x!EIbkUQj8se@Il@u|ecDq5904xC4UJW#gO
{|@O@q_$8irNE}C2GFH>9XAuZg&mfvW-zoW&+t@pz_4y`9g^b^?K>^4J;5bxk2SSoze}7h6<=&SRY43&KnrOHx179aP2%1ZPIK$t^YjQKzvxM*v{_KvxqK
TB@6J8d!ynm`Anz7-QT~#8cA$OtW3%=uoJ>d|F!V}=-08&HSW@IQgqXXG`ss5wCxkd@$Ne?P@H;ZU<1B@^jM2<7J{_bdsN%3IsFClL#mU>G-
2q+p$&NVpsOeI!VN1Dzj1smM1%XR6h_q_-
r~++#J|oJ1Fkq^oN+|48*T}@x~YPN%_|{kJi<#ecyvj7yvZHTkGIU@a_l?~)`{)SS+j!iD;Ke{TRipq65>TFGQjAR%wH)VrsqF$0IIU|?Py(mWE@<3uKX1
_y<p4+_LT)u1KPG!LDhBFSztjA@OZ|+KZxd_E(U}>5%<PbyF~t+RI1EqKqDZy@E;kLy!J$RlWa+jl`zTK*wr1!6$w4?vzKN%o2t<*X!<a<UaI%@$Qy>v-
F1=K9f`d1eTZ6T(*1H;N{-
OvyQB9zz|l@#3X^41<#<_21Lev_l<8el908@%x?P)(Yp&n2Ln^%qrjNI94F>RTs9nP1pUc!F0w*0?EjFC$>V{>?UgLEkXmPE&aB9+ERGBTT^#Z_U`_L0gb
FB+~QTjTyq~`dE?0}1W*mXBUMuR{h_($Zk7-
7~4BNtZEJmDVIU1*2zpwkUc6uOsJ4byh#20k~B)CiNh88d&9uGXy2T|Jql{vZLhGEs(Wk&&H!u%<Kb!&Y>;-
1vV<k1o+FdQXRd>N#RqOf_u&G+<X<87v%p$20dZ;q>9zx5uHvAEoC3FW%&*mav82hc^<m(CvopL5Vf+8pAIO5=!c!F<}R`^Y}N&qQdIC9z^^?a%O#<8as>
G7;AJX6j%3JZTrIyEq{lT&|9vuD%6(~QtrTaZO$@d+#+t^QXZng#<=}mb!dPGZ)vsx7#Bi;QtlbB#*&r(6?p1o&rt=Y7NU)0JO?(kKwd!RVFUKTx|d{x@h
E49Cz?z3ez09WpK_&<+WnUtlOfu=>d{xriA~A9$BDos?n3p4R4r=OkpqT{EuTSiU3EjD0RnH8KKYgqi;7!BIdt$D8M#e{T@HbaW>FI%L2sRe30qg785RPk
>txxI_*I_3C9@va@6tXV&UR`rd!V675gmc^ldSdq2(_IRvj4Cr`J65|&Qmn#C7;Pt<yI3A!^Jc5P>i%{92n}q2JOu?o<c^n`U%|76j7guxA3=h3#9Ez7-
;x<xDgIhjKX`}P*2y%&G$)RVCYR6&xjIce<DR8kWHO6<Tgmh&mqB9Ujy4>wvf+ErkubOX4lomq^T=YN)*#H<C$@J99o=9+;exHd-
^233~jPzF1BNdC39UKb^=b<4Ou0;n(F3zySNuyCcWvR@ZkG<UTpwjhMpZR!k^_)utG4{%hjOV9Ui}WA>?L`a11U=48~>iwXtr8TbdIdDy|q69aTYNd9s+W
lD`H*pp1t_0G~ulKA5Us3zO914gw@~wM-
8<XA}iMwGGIS=K5t}qQ+N|;k=>>VS9tz_~S=@Zh?qQG`D)Rv|KoFe0<fkR!vW+J#3!kG9DQek4922l!AdXRuu_tSmDO6+23a!4~nhZA8v+8R~2o@s$qi=8
!g#*>baRnAu4c)fA0E+#BSjFnZS5TU2mN|T1Z+|pg5@qv1w`im58^n_-9EG`VRb*)EuKcow^K-
oyVR8Q|$sn{9_&F{smUJW@7cqjzW^e(w5$H7{a3`W`|8hnKC#E{D(>bO`FT<s1x4cM^?_#BoIRvIy^&8@Vd5J?3`q~anO;j#-
LRI)81aFlKR@$&SR;P#$nHe*aNpg-Gbl30N;;H1QWN&0bUfH^6Gx7(Y$WA=++`yvV9Y27Z({^CxYYZQLHTOAyY>c{Nyl@bPpD6PqRxyu58kx#2Xvb_RRbn
W)acGNk0xbvoMM19Z>nZnG(bRCRWmsBYloBZJ|2_ri-me-+^D=9@oi0(@Gwtng5RHmzk*%6LX-
1T}uFav})zt?_!Mr&5G&rkx^L7M16V^oeZEOx3HQ}l_;U$=BJG+)AxMOs|=1^jl!y?&a5P14!Yj`^1AcDYmibK_glWpF%!w&bgdQJl5DsK(&>l+oYQ;msy
U({$Qp7$oI^l7AKF1}h$^!5J^PHH{^GZMcud57rEN@SAV8L?6GyNNQ{9)IGm^D<Aj~|<FdHlYR>M0uT*l>o$dtH#)iKN1I}Vsz*7_|xPRF&oz6M63X=%ck
%rJ{v;)`3J5jB(G1Y;w{@x#}74!tu>3sS#F+f#-
XBQ~i5Y)%gTO`4;;(+yj=4)==Ve1TE?81Y{i3!AbJ1KVA<b%{YiBFXcA82)6k^XSO1b>LIO`Z<83$;46n%rZ^IDJLxyk?;XE-_PlflUmTAgT@i*O+*oHY5
@iBS;tytF9`-
`Rs~egOT1kF7nVW(HKTb;tlL1q0zpscZ$6r8H$_io&jLS7F(*C}6o7AXft(~%End#Tp8}aQwmF+$x@C@elxM6J`LO_QS!$&h;?0l%^Dd_hX@3#I8c?R6)Z
JPI5HbcCzNPl2X520$F|RHe2s$CDC|KFyWWUfru<#<am_Y-!B4eLg3!`VF=d7e?+huQ=CrFq>%9ej>#-
#2sHkA9!LXR5L)8yj)GM*z?<6ZNMJ?W!~1t%CTN@5|xq9*ILs>KQMpk@-
u^x8N?1CW9RR$f~4(iH3DzgKpsLmJdoME)l!V;x~OY6aFu5wFqGV1LHfdwHacD^AXde}*i<To$d#Fpqc;8Ob#_@}Y=2mb>W`r*ERl-
#da0X6agf()`mWJ<fl6E`Yqx_YnsCuz!WVTpR0trxFp+nfD>rwI1!g(UJPVm2i;$XPQXR<n*>?E#%{LfZ}TjhKaAWUcD5rZ6bafDS;!;>D7wJYjS+-
G+c!sMEUK*xOX@SDSrqdpI&i)C*_FIPD@1(!!d#&srRaLO8xg0)_P%J&dAnXgO$iUdfg<A{k2Ev_d>ft68_&?P^`rZL@x4JpM$&~_`)?Ex@?IMbTx=MByw
7fYBsJm^lu=<*EHrYS|`!$BE@`U+8nlfU;fqWh@lz+V@}hA)FA(qFS%)BdSh#Uj!k@4dkMfyh)XflJIM;r{kgw5FAH|XBpX0`J=dxnR7zMa1ROBwFKXD?2
uc8?m0pM+RPN}AF_GFT_1B~c(q%TE@oVHv0bvXU%XnO@>BWxPiJVBtvzxpr^2O@=8f$HA)kWx(I)!ophu8Wvk=I+4&(;y+WS7rs!|n3JVPp;(5m*dqW)Sk
LTX5$Ktt5%p)tg3Dtl&M@GxNGzI-t+Hv|!;-s9BPWYw4n)>H)~B4S(8wmNn17Hn=9kJzRwc+Ogady(ejD*+5`EYIE-ISX48OI$-
%g3G70dfv4UJboi)73uP}4Zaq90)*dpxOD)D^kKvIlO&f17=upz1=_(M8HlU%{diX!w?Q%pEyJ}A#e6UQ=@twfa#M)-
QzA=8k(wR@!0R53~bQ3$q7j*SmkyC@)gMao&N3a#JOtcuu?#Xd!R_+UA;s%}8@?$Qt{i%#HXdlvUl9IQ*B&ifq3*KUA-qYxo<DqY+E@Vp!wRr2)UYN8&vn
lucDNV=*z83z5_2w4sYf5`@Y59-
&J@(|D!NQjLGb>3<EfRXe1B{vp;N=)cn`4!eOcj{X@oZNnwP{qb<exk5P*7y*^26%04fgnTWM()jBd+lJs_;P{Pu~>^o{qESSweP`7e|3lR3!RF)ekIwA8
2z4dc@?hM}sB_;Pc<b2G}@mzVX+YyK9CGZz`MNkarPoy}8rrh?$#WL?CIuoDx}|r?h(DB2HvSDWGss_`R5ua&gK!SX_6Z=lVmI_t7IJD~BcW)v&Xu;tTj4
0+APUTr6=U1Wo8@D?ahdLob1(?A}=48PBs=dN{{yZDBNF9vxjSC4`;={i_sOHIiS0C@_t%yAR?1PrRj|G&h`WxV2y+Qk2vkELD&Gv!fjW;4Zi7#~hDy6oX
ZS0m#mbs>F?yq^}!@KljCh<(t=;bEqE-uhoN&Evr+ngY2Pp5G)PrTnLT9SPGZX`fwvbt~79d^m`Sg0?#3i8bS@6MYUcDQ$Dd}1}=Z&42{bXwU>0WyemSPL
REB(Y>}JsW!GgGv!9?CSq~W&igVJOV0!hs5g+JaM^DZ4QOA_-
<ZDyB3Y!{G+(M{Yl>BU=*#>Erqw$xyYtY|hWU~b55+FSN9lqgY`mOcGMj|Lg&ZAR?RsW>WF&CD2cz35@B*-
{^o^$HsGcHB2RgW;?w>*N!La#++C4`!mIiQf_QZx?g_U@gxigV3FJyw2!Z+*mKZUnr-
q%xo)Sp@hptWmzkXIOKc0{1cFKyH^VmvZ|Sl>*VY0puu+LecX+>zW(OTtQ$MM@n%Y-
<V_2k?NZ26V<nzLYvh#W1m^GgIj_6At(Aj1(2KQ7}y5daHTBf0KckIqyd~gR9A4Xb@}HN4kAWLR-
f1sh(P!bOkG9FjO196)yR&Ev*pR5e&mx@UWjEJ1W39Q9Y5>+(Z~2%O!yk!z_FZ`b0LEmH=e!Z#bXPg%YNrF6LWE!_}|_yV}CNFIbvE3vAQOcz#IDpaYU9l
?5Z|*S%XetYA;@h8|1)`=e!?$T6g5Q*uhSCg(vU0@tizd3n4{rhN|eF9rPuz5j>l^&Qa>b<AZvLkhev6R+n)UHv~ggN&<Mw@3K-
4ixtx|@RCk<=XN<xE8KkZBs9&0qf(&BB!NS*o5Cq~j5Z{)I9$Mgv_{k@uwlyiBH}UGtbX0ey(5&RguzW6!SAD^90t>t29KEybr|+{bg|(JWJq7PoSMnD7g
uqJi)z2D=%nuNY<c64k4{8hCVW4>d(g!{I!w0gHqdLz*)O+7YKX1rWW@(vR-
>4_X|ux|nTj!Dea^~tLI2t%AO~(2SK(rs)P{f=;^`TOH?C6t$2!^^a~)r;8Jc8Zid#f875ZpNq9D{#d+g83hz?bVzR$CQ2Sb9h8E5R~N8zfL9>_GNms!QS
lVVA2^%KYplD&WG-Eda(N87#m-SYkO4El1!=Fx35tP+-
u2J0l~TxMaz|G+`cUst#3nX96j@F@&5Ua0IJ7XjUVqOv=iES}iSBCnjIF#+Q?MKX62jsPU%s@}#Ersj61@C62ZBNx)#T<T|c)o2{fT(ShH;r#oEMmd5Oq>
y7sORwbw-hCE22+y9iylH6pIO;N_Jb4sSO)$@SrV97ddarO5k&7jQ#5bSNK}Sqb|8wB7e+zmGEzq0Lu8DE!Sx=UXalgu7XJQf#a5JC!<RLGhubOF(`#Hl^
K7O~9**t=6WE!?7c=CDD>{~T4G-oiOs7%{SAVY_FPbQVWYd7bJj<Cm!k9z-
?kT)2p54wW}ED9J*dnBl~1f;cGE2V;ml29=ov%#&(94NP%z9Nbe`M@Aj#durV5pM4E>)bWR4iwf#`7xLNwo$?Jj$k-
W{d?w3;)ktC8JpIkRzu;|Jxd<PUnme8LXW&>bw$QoA`*?u(H;|(vM*?7q^4@Iwz%f<k5~Ysfq{-
X@zqr)EK0%SK}rAmoHkS4#16gv+I(q_Wuo~OB<p(U=RQ#H8}5p3xz={3!uUvd#ca!i0{@O`w0+y<Qg_LpSaNOQ*C=Lk?oD?*OM3FmRm*m#!tUO1k5J)@(i
JqApN*i>LWDTBZ)HIyQ8Q>yKntOKa{c-I2NZjoPSX5R{fx;${6$XQ?r~({o8`>1Xa*VW_Nn6Rzlfjp$@qtL2=@sG#^C9dkpcPv{KtMKf%4&k5DZeW)I-
dvn~5gxX(3h$j(hT#r5bWa(+owq=WCGkFX~@&pHe@oLf>EpWw&(<@cBT<MEeR=k~-
g*4aHMu5N3JR+ZMa7e|=&`p;|sA#k4!nW+9Q7Zt`5b1XR90^#X`bSXVuXg{OUT*AlSMlzz$=7D6`&E4nM$nLh-
0=cvjAuaeR!ubm$VYVO<*e8lp1%(F{XZMjGF^|LG`wlU2Y#iun+>Fqo{xPWEWG*h48WBnQ(8KUkjHxn3>g1S4%eqsERc696ie6Tx;DaDMW7xmW<`XA!J`g
Tu4BFcc@a@!Y_qES0R(A*G&A$jg@z>EYsWoHp6SdK0oO2-)~wmj$B>&6o2iq!k4I-Wb0f0bPyWwx{7o-eJGx?(CH-
d|Q3=gy|Xh{);l*3~9uwx^;#Y^gM~P|1CG@G$owQrp_C8TQ;Ory+CK!8+=PSWby0{%zXJvOr9DeMzVNW^dOT@oy7I;k$!^Ed;lDKq%<nF^@ps%xzGCto&+
n>?D}*=SgU+{rl-
wosi2*P_+|;Z7alY%z0E3wOkYwERgk6uiN8uis*L)vrh&?F)aY$kFCb>Tz`CmlaRV7N*Op8{3*D%=Hd@=RED?QTQzA;pr!u@gabPNNJGOOl-
Its`+9y<xQbT1B-twpTBB0|skos??h68}CuZrCy$i=RI&2{44vbtvptkm-OS?)wCNLSat_}ztu}ly2JMu&E0y=PaFNfXBdB;`C;o!*O;@2F!er8LHNXF6O
C+cXzGx<m%qld|h&zM;j=?-8OL3Za+)OgVH9N$6#cGZ3hq1Q;<#4{X;!fY!oG}Hm3CO2llj4lhdEb~VJDD?wNa|K)0pe~e+qppW${@siC-
*}hgah?)W%6$#3_>I@d9b!PlMl9(35ZRyIMxt!@mS{7=95Jdm^f(BjEj%XljsXD7ra?+tUOgi^7DaVZl`(C8p1Lp9oh^P2TJ}47;w<{`cj!|(ggjrxj96!
SmbR)bmZ;KN8pJ!A0%Sz>1Y!2W9aslM5L1gm?zy962``YkdoY;%(>cw!iD7|-J)-
^1q~CtvKc#v_6V3luntnHBs$?Q2jlqi6KS`aku_Gma*170S@Z;O@YXt{>%bvyCHn)#*{~(YnQs7LXDRhQPK7>0vM?M|*oBIKmc^v2}zB1<<c!jz}{SiN-
8}#bDuEhYAjwnLF2Zh1N!mm12E?TBURmG#n;=K$E4!_*cb#)4rLuXsjY0$*Xe3I5a(Pw~)ZtW-#pWJ-
x63|&|#<<shiNPcTOp^nMNWI*qKpnC08Y&IJjZg^`R1AHzMAY@v6EmITRfDbMUF>}!{4Yjg&X>>PRE(c+`o(-+Fy^`IOy-
@=!^>e8UHsa>j<7ZHiAYX~Y7<;|JHEKxniOx(jgCD>mtBLb#bfcUIU2%DTaL7!;;wGc@b>B){=nA2<B+|~N){2^Vm)=@z~*IpFLdw}){?wJMumxwmRGQl4
_ta|SoQ(tbP<u{=OouXe$xI9(gl{seyz=B-
P#PeEk>W*$An%O6on#396R}S>qI};YXafrtRS%SIUu&jy~2SSF>NCCVP~?A60>yOgmMPlQ@>!1x^Z}*_jdcI*R}a&&cmp3|92wyermoAm01B@Px^=e2(}B
9!1(IcX;A3i4w6ec2b6!zwwJCP-
01v1ruA=Xd6|Y6*g?7Sj+fNL4g!arSPB%Ov+&bJl7zETI%<`QpRgA3{?f{wR3x&<(kwZv+Ho|~L7bO#J4nY?09wJ*tM@Pi-
N)YGA}3n{A#%~|nJ<~CEwCXV)pt5^?6T&|GfDDjq#Y}PWuS%Ao)zECV{pN@|6|qNjR=CSBJ9zjw5<w5##9Qj{rHhanoCa_dP|TI9-
cnHQmxlH`8KnNA>_HG89-%*`w*k`yD&P_MZNPnF$oi~hUC^NY-
94_++6yaRXZ`v@)x?<z0+^}?@|$Ld5pb8S>a>kv}o0cqrOJ<LhKr*|IV!!W6k%ajxIwub$)wR*yuS9nNoMWgY2hK17d12mf6{&JUS_!Z0%Q^49Vy0a=cIc
;p96=AXd!N>Q#3L4X4G!55?2#(e(NRv73-=^C%hc49G%PUsEyWx*5M$@!g+*<MdZs&O<eaca5CZ4^uwIr;Kv+1cn{XpD@vih#v-
oV(Th=khy+@%SyolV&<ehsbO<}MsMZ+l)0&q8qaU~mgm5(dc7}H+?ROyWQh0g;6?CL)YKPM-E@$Ol+EeIa=XtXsbzlfNp7oOi3dc-
x+^X?N^{wm<}|GA*M2x!3s)&QW{*2XgQ&qG3Vfo|#o2lcYK;%Br}mwGE}`*IjJwA~LxP*&U)dtgdUW}!xj=?r<n{KNS1e*N+;67PNta75GdM&R{WZ;Wu@9
`RzPhL4wN|9?i1n<F=G#^IK#4Kj{YZUQIrd-Ab7KjMG4%4z-
nAjk8KZzw7yCz%+PeO4);f8UM&|)XtL$!t9!X3_6z{Hr4IJWxl{`57ibU0_tb6Tf706Zonq25ke_rDyv2C+4U9+$C*p0j{P_0`LPEP=1SF@C=smlgxrMf-
Sv~VO8(P@&1lr#jDIYrW5ZfM0y_8UO#wQC1T(8Eu}BuMRwCeurpcmL1v$z{V+E!Bitd#^jDXAfW$0^<=zm5J`~HMHbTFhQW-#Y~(9eTbW>-
sBkql@ZTC2x8xtqAS~-C5N5lKty3ccEyQI!(;)PF>h7|xY~Ajl%TGfy!7x@O5iXWoVSSiP0ia&Fp=%Lq;nOf-
dPGf_~2COlANg{L|~;eJ5Pb2D!a9yT8P}yd)821=ePxeK`R`uQX287fC)B@3CE?(k(9l9>=MpK-KF~063L@onPRfs<v?Y4MSy)D-(M-
leLv^BHM9`zX%E6g2{T6o22c>|oYBwcN_iimxiRDm)uL;`9^n_)CMaqS2_<!bCN$?54O7Sd{IJ;-ajl2|7t*Dpf6rX-BpW$3;~=3j&U9nS@xxI5Bqi@oLF
=Sjwud~QVxjB+;Cg&up4d9Nq9Kaai<1h)9o>v)Kl?yGO5iM=5M2BZ{TM*hewkz?4=0@L$0!5^p%==#lyATp9&l4?R^P>w*jRJoHKx1SBkU9>gp`kJc|GsK
nl1UxUfsSS4s5`n`@4l%n9G9MBHuZ-
Q$3*dIYf}TaAzCp<g`S>!9PwgNrF(~>=4hZq+f2%SB*!mBQS7l(`E*(XR}bPY8HL#`rqbmm6uWVFf_qOM>5Nq?UXdevBSQ21pPtg@Z!M?2k|y5lA$+~lr7
j8e_h+e;vC-lYb+Ur4zHYe`oD9HQ6$7-
Zct#OzvtS^SE8L2!#jUsrwNXY*d=8?!AnV%&|}dm69<0T?UWI|X`p!T+qW2erpQhQ)J*+8`eRxbq`n74e5Zg7$18&k7+)zpX}U5y3<I+L2<p)aIp0m~UY+
X_nwQBo^`JeLumpICEuw+af=)r3Yr+?6fv5_&p>WZ7P+KJo$ev_E|80&#>t1KTR}!cUq=$b*@2~y0C%Fkr<>aZ%{Mw@|z$iV_!EHh}f#K<<?iLWI(sr&}f
ay<5>>HmPR(!XlN!Y}ulSfZ<_Qro55FtanYA6gzQKJ}VEYZ6Poojm{yO`A1!-
9gl=7TaTOs)d&+C%fY`LsnK*aWPLz&}Rd_yaJBwdDOcdu#h}I1jf`N9&a5Yb-ZRPxp(Ht4>0g(D<!;FP~UG@w434FlyN-
_?B_Jvs)mwghp0bIeakBgZ0v?E53M*w9p7L*CS(}K5yO7@CL;wz*tKH*{Mj)9h*Qma+OXnje<Acw0uB7yI<w;ce9jv!u+m)iq$RS^i$C(bbJ3(R3PREFFW
zz7(IY56m)<BM)P>78G1FutXZqf@g8OS7GUTD)&|`Qj#XHtp~9Cu;2|u}#zf=Dk5Qf;>JuD4_`qj+F(C>niRJqEOkW&u!OvMp)p${1q%G@>b{UZZ)j(Ogt
2z^^#nP@aw6s_GwvjW9jSLxZyB08hjz0B}2CPeJ;J6K@Ts2cZ-)oErrpcLV=}Q<w-
Hl>P;X4$Yn6uFtXS%aLcQ|b7E%Qx4v>TZTGTEAO+6m`sD{={SvE9db|NFT0AC)KfU_|KOOq<89+LZ$qS92fzN81!J{a*ht(8T$OvxUJoga=|{epBjou3-
21gBbP$k*s~T>-
p=#qdLL43yu%#;*``6RyBIpO%vsr(Q8&j<B)c2XfP;%cti4PIIT)duw1}4MqSY&pAc~IDDeeV2KVHk$XnTGN1S}Hb})5x60qxd4i|=Qkwg~k%Urb54-
k;)?cT~%ja2-
$kdSl%dDw?k737e7EG*^29zl|L?}z?3L_3`o&|mK=JQKDuNQLc%jJC(F2mKqF^^1IwmCz9Y0R<&El*pW+atdrGKpWb8FL=x?{UG<Mpt7gPHS|e@S)%Ag(i
=+@>tIv@&XdV*jI7FBn_@&&61L!J_W2rcRgi9vaz0upATgYSZq7diQ0NH}36@hp(!2TES$KQG6C{&7?oy=CcqF0>)r|YT$Z>hIhO2nmdDpSil;daGpoY@G
je)Z?)J<*%_!qn)P=nGHUFX6IGGv(5Ztq+sTR;938N?RKRbK<HXbF&`+WB!wM~i=J|7OTMi~%r4g)ieZ7X#E;P^qz6#axD?hD!V0^AB2`2e(q8zl;+-
(#L!cQWDOQ5=242W4aQv&V06JMWc}hjkg^N<WaxRrT-Tzm%z^s@{!+B()}8HhFCVlYKVkaN3%p3z*Qm5?h(sy&Av5n1yJzTWnEelB22C66AqE9OH-
t(^#Z)lu|<{IeIQofCw^i>8Q}H{X^e?2l5qu~V^*$D*y!_)E&L-_`xv$Sq*Eiof-
I5#;6}QttYj3zcnL(?wVs!;Rz<SJzSNnRtcrbAwJ2xy;J@4KdPZb*oLBkW!DgzMcvw!AVd?GqJm?p^C+g<x%twn9DJP?&tgz$m6$wNh^|Lxx>>A@k)1Fn3
+NB;|goRmk1ER&nWg34?&0*s;EF6p;K4MzsLvShzlGL@MV3}#}g1ZbFl?|DCLGCr(hfpbriZm~^+YPB+^c^)cTe>bSrqc`#LswU#o-
CMzB<ROdAS%ai(yL6?P~Ue?5Ekmq#6cW3QuP4><;4c?I4n|I6K9j|YgasT$H_ryb4E(K1wy>)r6bGh*_e^+aFf!7GV)<G#xQl0EZ02UW#PCF5^{^Xx3H)g
yg?q}@>4YMkx`@}bvdQhTlC+9w0sJGQsj`0p+y)YV8}!sSp?)_gmk6J1+N3duQoe0jTWjMaJgJY_k!YJv5-
#I{;XA>7B=(DZD0Tao$1q)o@UWtd+pUyTOZGkp0;lT^`s%zH<jU4Kvo?kbJbM{vGFdgSX_D5<IszxwXOA|20%zwbihG>zlr^ir9qwanJCHKr&rN5f)J1P2
>a7{anffo!H<4<O|+f917d!i9*6RrGvJ==efvgr{l73>W1d?VwXacYpJh%)X)m6BCfk$6ugA3k1eLu>2pejMKbno1&v3K^6-
5S_1kI3e$Y8&~l5^8j|9k+t9g<p`TAIQQNY^K&9)5{#sMQ#1YMQ-
R8xXRxcLsS`p2(hFXXbqJq*Jh2r_dg$Vh0e|9M(ri3(wuVbM#Eb1Q@tXg}9EvC`2rLTgOrlNo?D`BR<;e`q`W)i~8X|yOL<n^?|rL{l%A;k9Fe{10{~QGL
#8?J(-RNL(}0A0WeSmhIIOedd=axKIDQ*z^$QkliN{<f+a-ayK6RgheuxOA8$F`6o)=1i<FL{kAVTQ_&=NjEdflXz2X69(G-{28hdm%k!MUzqXSM#{JJT-
{#_T=#-65ZlO6Uec~Ohjy3vW@365enVYZobpkJ^bi4(*^n=J)IMyh?@x`|EDX2Nr0Lwj$g`V>Bh;3`Hv_D2tk+=gEk&$A*J!-
N8rkfXb`q{<kk`#emCia!WC_B*}6w<((L7;nNMVCU^<eTb<9ISaH-ym2jEx)E!R)39r=&a^H&F`pIAoWpoE*Wn>A<nqK*uyzM^F4NemZ8f}nZf{q5NCSm9
H59I&Cp7IB9mU!l^k5Suz6+-VGU_NxxD>33F<J_<;vX}~y-i{U&kR^=l$7_FFn2c-g2<1%gUe@3k+-#V;Qx8y1%W{Vg^}^GcTmKN-dm1ixrE)9)f-
AhOS<{<%&q)j&agg|Ze#X+*@V4)#!Wy_og3D29&IBW?b*FCd2Pd;(K2uzV#h^6ViHQ;7?!|F)R|zM#I&*sj4cTqkO0Z9eq4ac>vg#i000+;ab6ok{2NY|o
nMnDiCfUP=o|JgOek91?E^gu^(<mh2I_X#l?nMXd2Z}xWFw@>u4TvaV6_Ae9cew`mCi?Bv&D3s<up%fjOc~^^NA&c^0T^oTjwtRuES@Petu!6+AFl|ebQF
mY|i(h^iW0hJW6>YiMz<BXI0D~QBq<K?XmBy6lFeHzTu{^6yYoLByu4pb*SW@Yu{Afo(@~0SOu(0v=n5&tbwr``={B7GsA_Vj7;q|KVT!Ld;^Yk5Q}Q4V)
+qL<ln0O<9+lHrab~dfYcvX^c{~<_VCtYXy2ea_~56QOcaVc+*S2?`b>KO{A@>qx>vYoqd^jGUWB<l2w)zQSP2bcO@kyZG<}>}@DOJsH01mPwP-jkO!DX#
NSN{Dei}~)pl@oL_Si+run!iYk0Cpch0z2JHc9b$u<0yN|8y?l28P5Ee&aa4b9{eK3eDbysi8Re(^xUX9>tJ~FJoXB1D>HiN7b2ZAV8hTPU6I=?PXsGxI-
)RFo2BLz5#v^c^^Mc$tB;X1xx$h{%h!L8e&<@<P1ERU_!{i6HwdS`>g=<d;}JC9Gs0<E=%|n(yx(DXUq<zYd@};X7y@1N_x6XZ=1=!P~XL1?0+p3qlh4IA
Y|C`T=&UX@oC}WH5izLWt?NOfH~52ywnZr#SG%GfsklP32(?4HInsL)U+h5FRPBT_Un{?&B4E?xfCKyj4ahGtSFsB(zgO-
;BXNd2yrkBQ2g*PpFec#<gKU3Q&}b|0}nNxE9#{=ezbI_^ScJ!EY}5HzTRE>xySzi-
$szqgBTPyUHS%!2S0aDc3+$A5G?N6ErI#N{t9d3rou5X<bhfnX>I2F5|xj9k&Eb(Lv$t&k`}=W@3lKAwZc`?{^RZfyv)i0_khBLT6F$@WT51)eYVQMPq)F
f<KIkNFk+&anlaK+hQRXi<j6<Ech^w5;<ci+raw%Rbkp5q+41>_t?$pIR^C@^2iJ?a^d<7rg20A4YTE&nazYxmtv~ddgEyv!3FK8<5Ku?gILGbh)O@(Ln(
V!3n?I&N!$pqF^xcVb;dmKJgJzrR1fc%1`divC-1W&19O?vHckB}b1;?DoFjY^KjXDMn!F)efoz&~s($#UE6##jk3W`4S0;>;>F1O$Knk-
2zP~ti!TBUx0rwB8D7<Rs#C>}OfO3N*Mo=pS27sJ%8?<Mqnmg4GuBRm?e<zc-Eg2JZFpie^wG2)vYje+n1y62_jb<9wCY$(APs>+^X)N3ZDzV1Uk9oVb)T
3fB_7~Qv1jT3_*KQuf*x(%682vo;B-h~tFH87pI$)jd|5z9CRJBazy9$IPWRW3@=8s}b7X0}Jw$-
RU`W1OCu0*;&1%8J5XGt4uC@g3C)fYm~66ISM{k>vZQx1}`mTdKB%%bdlw&ezc@P5(t)zpLI;Q7@nWs_(JO!fE{C=|Ia;uPC7`xRm5G!tQ3<Qk2YOI0(qm
qMX@H?d6=`5dGkWHh77!3j>I3l8Vw9X>}1TMfvZ+@cx(|Z$n$HJ$E6#wXWUc`5wFy2tzOubdA{0PNgfTS`qbLKG2K_B}+?xh2E!E*w=PffPTz;If*D+6n>
LXAgYBM7c7xpOJ{k-Q;p|X=Z%pH(&J@%4NkR~s!#_U852>@Ei#Sz8UDCR+93|*{T(}efu|+ahMmb-
w*MV%Mz$b?l~S1FnjAjhYq(4AwU8xX1m#qvJA`9d&cikiZ^w-
n)kj+BPC5TVd91lgm?;oRC|p<E4^DRKW)$zy@rpy_d*Wqy;%~vhDts_uWeb9bHuD|;0d>yEz%2`u8>%77)dk{d;t<i}Cg1QXvh+-
!z1o~qwanSsFBAuAv4QZv^EbixfwqW<BrxI9x~vetmI#x2L&{dW)E54q>593Er5D?j?EpagG3-
a*Jh>d^Qis9kOVg*0aOokVUUXTAbfI<&@sc49dLT^q#Ja>4r0K)br;&@OBvkr>WYOv;JKP!h0Sa~2nLo+9=wC1zw~XDfq{>PXq8-
s`3s1R!xx$kH)?A2>CXvoWLa@{?X<+B^Z%&cHA_gOnpcVim`gim!<cjVeC$>J`Nwx@+So9$F&o|uQwR5F?3Cr~-
>0~(ca9x&bpz}Yt78lZol!>MW$0^q$rZw*xR(Oh(Mmm!O({Bz0oo&p1a%+VOYef?7<BSVCsKWdo#HvC8k@L}%S_=h@&9zAh<VbO~o|5XFX8`ZFE1?8l9GD
p@NeMU@qmiVUke5Y!7gC9+?O5fRC{Wz7q&btQwa~c@-bcCvXkSVl`qclp!Y_9k!!Lzi(Jg_#d-
2g`W*EIZhD~vOsF52m<&8hmTbtPiqq?>!%2`Dcrs4Hyj@51H*+c&cMmG^mOMc9IDx!rixD<p2zFw_(edI!j%@m1qZPXQG^c_4xuiVQpbhuTJ&a86G@w*et
h1~iDx;QLA`K4U2J*i479q43Fmkv)Wu4p1OiwYh$Mpcb;B4}HV7W_J<p%YR&aCgvIQ-
Yx{(O`uR1r%5)C=oGIkm7Vy*MIw|`6keA$JnDy06QEdx=_6V*gUn>G&;!~bfYnn-Hk1JdcVrX#mzw(&da^A(@D3a1xFXq0K~G<=Iny#mUc{^0>+c-
embVWkc6SBc2HXJm!DqPxpjg72pcU1;PkI>z;6N%qLazp(E`TjL!Snld93LX#xd-_4VtOZrtATV^-
Ca27WhfXzGLO+o<zyNsl_skc3Dh3@9#CIK%mA$RbP)(fJkfjwz|jw@UaZdMnYqPTceMj6@8_T+fx?HEtg^~nvI9O&^L`cJ?#mPy~K*|cbTuJR<@JdbeT*i
@yZuPzUh+RwEQ2kQ`R|XCj?-
nI$&G0s<ltKts?lHC9D|WpgUw^nstvd7zE@eQJO?K(!LSuJGXlS!knhFwkDt9k4SZHz=1@%F~x1p(jPA2PT^z1TS_lw0UaHpRI6$gOz@*V0A+w-
>fxRbjN$wr8-
EN&DkVSYq?deoIL__;aODKYV}1D0EvIJ;IgqT47IT6OC>^$S{}ZnL=TrJ;mmNftF6|eT<O1s~h6!G@o3VbjBhecW0|zxusKbRIJ|AlusKJq%|Ay4|ZT6ba
Jjo~^YR;)U-
15QqZ}k%}DyQwO^B_dlnx`Qxy7yJVG|?Jrq5TNAj*Sx0c3k0$rKKzz*eMi0y>5%D)QbdnFaT^l8aOqEV9{|!MQK=da2bBE!@^uh{`!Y~zKd@#Cv1S1E?B`
QKnO88%ixi5f(~grm@38ohHdvo<_K~v_yx6pS2MMG_R!(DMy;HK#G-PG>PEW{PK$10$qMwLewP%lYBzH{c$Y4xe%8(}yeBlgH-s~;!8GN6pxKD-Cw&b3Pz
k<OwtX9-
2&ZcXrokGU%0dF3x(^yh;hjT({=W(w$@W`R5)R!?ExC|AUs1;jg%JcHUvod7rgF!Uh(EvK1B|CT+pCzRg0c!XBNz*3&;gu3vf@#$aYdfMScOOK#%>aOYwp
51G;sj8JRn~I0*xHXyA#^#U^Re|P1z!1Bl1+CCJFg$lq}1?!6pY{+zn|LkQ~GJI*gY6vpmcNj)g8Z6&88MqLO6*9QWZ<kp0#^$<!}-
Chqu(YRXQlKHS;GygQS2OP=5|3GHVZ&qyfbT->xw>BPU!AD_<9;-BO)Ut1#<ox9Q)`arq_*N9*ISJh$!^5-<GF2iZjINmZAb<j1ycE%tZe8FkpDmw9}z-
so`0^Nci=*xu*V|@r7zXga(FC}9Pa^PqXb1DDJV{0M&R`-`pUo{hcB_6P{37v8-
^he3eVjz;kCrCU~O+dgsN%nSorj<m~0u4vESsw$mJbC}5Nw3KAU(0GsfS)`C52^!A&vL#{o4bP|7YV8}#OpS7H_uo^_b#C};ug>ay|d)()#y^DTM>X*G_5
788{jX54BSQfcM3ln#tq5x6&A=F<Rh9LP~gu1Udc-o-XT}{h1r2U)1dp0cptZBN^Dl^;|&gcf`#5ftR3~el3S{PvNComDOWnmkdkL&LW|Qt%?`5o*NtNMx
P$^od>_LU=wu)*19Oc6vJ*vw>-Z&{)=B0q6+VfKI2NT~fTHK3!mVm+>Ti2IIB+VIM*q2WIOS%$+|oms2Dt+X)Lr7=-
6;SC^p+R0eA<uo^Oc~?^n0+i4URe@dP4K`+Y{8EE|nJ!yk2QojoL)5vL<$Wp{(9K*<@Kw8Soy^*!IB)pQxPxt|hia8cK}`F|`0K$I`*-
%U`=Sdf5In(k1;<Xo}nvhB#uwwZUt7Q-
w(3bDmEpH4IObE>^x!=nFNJDxy*{v;?l%2q~gZ4aV{ckjM#&X=8^JW;xJA>hMyRYaa~IK6HquBraTjvg(4~h(%;kMBr>;U52ltsPE$j@kW#r0i@3*3U5XB
7;P+MA5RUsysiDEP7Y9AR7EJr8S2~I8<$gvq;V#5=s;wux!=-$%V&)42R|4&G#~od>Nr%btxwJ;izqFd#orIaiCJ8OAYE6<Tx8oMQDa3RQ(Zpab-
H6ako!ZP4-Va~9fKB-
#kil7Rk4eQ{q_j4<Tkjctn2ZZ%!f`3Tq$rgqbdLX@WF^8(OWUzWwIVQg^*%w98~M<5;c;(Ub&D)`gM`&$yT;x)5o!LVGI%z^RG99ndusIqgeo%CP=o?Qx*
n4EGI;N+5F6CW_VnYu@~(PRc!M%e0w!x2Yl&)87c?}cudD+1VX`={A3g}YlGdppYeElSpZ!KYytaB9#k12GpOUnEEzm1Wu{2Qa#=LRqOY*NG8Wk}BO%9I)
?6(QRywd#&GO%EuCIWi8==C~{!V!rk!Y_vg<T{KSTF&|NxRVwsP1o33W^v<FnYhW&q}W1MA(YXc)Mc$APdl_OM*2a-
rt{vnd4qc*TZPz80|=i9)iY`s31po%z35Cet&-cu-j_@%3o|Ncn$bGY(06W>zY;4V6_huj^i1%G8uKls{%-
UfOznQWO2aE4W4RR%Uzj72bd~ChmBq2?}|yr@mT(L(=c_5y!K+#3M~IJ-&d4d<S<xOeo_c<BY}0B$FUNd7}2wbHyb-
!Qfhd#*TP*vYxd6q*WvR8fXPa9(VAt`q3uN51t(+Nm2}%DKG{($yhD-
Bo+JO&?U8ZPOaE7$O=IKl%nszx1(0H$n)o)?*0>)YMM8&x&B2n6Dd#tA^nW!Shvqzf6O;M8=Xz#0?L^NwPCQw^x)BzCtGUH%Fn&X6@q{P}StxL--I;BEMj
h7c>aU}0_mV{CFKg=vJT;{Y){v<+V~SHrZJTc%2;#r+Oi>7F%VM#)>f33#aGg(C1HY(D6*ig;2q;T)UM~OmzDfj=giN8?_3#+PzIT~oUsYb7?Wv7T7Vikw
Uw0z!j*l~`OG`Dw-
x|wG`KpjmDu7;{)Y`7#8nuxTq`!g`wllPGr<DS!;;U(Dy&lkc@u!2^E!9T(nK)rlqjFOf%UF7UG~!(4tLH(4s}1XL9%8(1yzFrmDvjujx)a1>(JLN8jpKK
MCEjAGKx4cpUl+WnkkF~r4ScNn@ge&J0UOc3$fX$l`<02rxt+cj7-
L>)s8XG3>ns~{!j7lmY>=>K%&P7En4$|KOuC!3t@3Hujn;~y8HcIkbIuNX^5m~1F%B7dN<0b?+j;?y48f<=h-n<j?jw(?%&bqPUx;?8%6>{XATJD-
_;Vx9qsk@eNJe-=nbD}mk<VdiX)e-p;VJe~<i-y^VrmgfVS9N7&`o*#ZHP3@-D|Rg1-
*~vXU;okOFDp$bs?1}8RZ|C$d{Np`EAJsrqE4)Ru`xK2BY4FTfMCuC&p$$9H~dnRWq;F(qn{vM_!CiewZ_PX`WQl-zGLe^~RiK+5%b>069-
H6(uq)in~~rDOz>8Z^IXxsTE!>`E^Jm3zi3gt&_a~NqaLEdzPRS1Zn|Aeig1^wt$F#l$TPfg#WYCSAsrPh`~7?x2{PZLHkO^gj|i*;ym#6`{RKp2R`U^xj
(9bSvo81Wh<j9w^T&~V?B+5wAwpeQJl)t_0@|si~>nPBg|#288p0RfO-HmHa&$SJ&oSb=9bDgI`#Yl@#wXhw^SDo&%A0*>U`$0;-
Vp_lrLO$rR}^DBk%|BTGJR5VDM7iZ0IFil4dyzDwh~ZqUm!b1Sq;Ed`hT0dpBp$(FoM1+RxQgesV-gbjT6m1VWn>i_Qx{)f?@(C8J_s;EVu^5Qx2{KCN{8
X<p-#Z{zjWwmx5gk*BDo9=2TyPN`HbOzt`^<R&bge1U-
PnpQk}Vv3wx=I?TP%b#;k_6hRuZ*E$b1)aETUFk(<6_KjCNYe%7FwP9fcp^{f#H}@+bYO5ob>eSzB)kRHqIz5AV+9dTVZR)afqYII;i1a#{OL4cP5SVdDZ
q)=W?6skh{j*(rnIq?e}qLB9RNp*R8>wKJFR4K=vU(`o?Jv*uL;YxNkc&{;oMP&#gD}m0vLKuSAT_w{dA4i#toJ-
{6S+(%UGWr!?0l)pM*)O*lYUiWk<CRU^H&TG;Wz_`gA+33>#>UZL2~F>VXd)7jJR7DTJ$kcGR_efc6Asj`=khsXfI~k3J5eh~bjJ_2kG^c*t~N#Twv#l@$
-Jyk5|LmzRK2r^_b8OWP&Wmm1?^-9_22{_c8cU+1Hy8=6ezQcy8PN&>w+rR>H2H~mp2yBOVM-
j){IRE)?D@4%p)imPVH$w{XY$EJh>DS~H>zXLkaUL=A>Mh}ZU5DPCvbUOqwhq~r&52?HNbO;+9mEQ4TOYT{SFAD3IIDO2-
_)6he^vtA11b&W$u9r2BPh9hStD%x+rN~As_~2H-b<m3lM|QbgV0mhTAz~VkxtyX0ce=v#fTrv)H@EgZAMppF*cPq1d~-
>EbtQKkQX{h+!nZp(Ah8hM=+iJ!Xz|M%?h<FS2kC5xsQ=li6YS+KsQlBk){ys>Tx8E_*~DkfNOrll!f;!(m%9eBjLW8Lx|zJPPhcF2;;CL|hlSQ2!xfH|r
7|%3d#o}Q^+~rQZT2+B!!n$Cive1_;!Bc9s#F38`Ao9qW`+J?A!J^p&*+#JzEjpUhI~GdfbI-28~MhbKDH-Im2tmp&R>!7S`BQx(AyrkQPDY9y{F-
5zb48lq*!0X;ZT+Z)b3+Ni>U+UIoewR2%1QTTX%;wpVJOoarkoZa$mFHWJzj}0c*{_0@fY0t*v@lc1aj`L3>t|3QJMteulR`N7cEc==|)H1$+Pff43UsdT
xfZ0l=XC#~v<0UUbLAx4fuhM<;h?Y5Zvt%O@w(s^4pRI!|I-
VU6^!R$rYkgO+$_4ss3)oOfbzJC8_f;b0i40^Q!|zwetG1LL$;VFt`Xg~b1&5nEB?DGC$UCT@rCQ+`M94r*ji_~WiI?TO~NwXd(zJ?M)u0L=IRu1_v9*Sl
h$zK8_2YEZ181aT@<(Zel%$RC9hojGH3KZJ2iU!R^=lei}hs5A$xw>^k+$7;4UAO^7uDoX~;-
Vq+pG^Ilo@*&NibeK5f8pc;KM<qxm*0lME*t=bCLOAZ;4*>9NcMU9z304tmXn=Xr@La8;N%R~ykr?Ai(U~8RkT@NKwuZ015Q_i;m;lSly_*`CG`HZ&?8pC
Dpq^>bj~XH^7eAr&$sZy~mY=MAU0vd3mglI=@GiZF!p|DrvKMMCBtqwx4;l&#T}yfMlBJIH-yZK-oBx<LuRcCiyiz-
$Sly{E&=K+SVFMxFr5NnffLg+qV*J4%y~0+3vJ-v1b%B-
0der+Nt)4Lz2W;WO_ySF6@r+m^Ss$y*a;&e3lit4EOr6u`?cwFeNdrz%tA6<GpZ}=NACzl$v0V2pu%%7^2O#T*FXWN5`&B_GMBm(+@rLr;6t<^2=<;7z@Z
%ZLOgsx5`@)^2e#iwh|AEVyDpNj6sn841YYU9v5xvk?heE5mngXBxBUD<<m*VlZQNQw*dGKM;$K2dL26l=>AN8a0B(zB=pjfPF?9xsU3HmBNl4*3ic0b;I
1dgOScNwbajb?y71=TVbilsOlj88B}VQ5zbyLehhD6}l0qSW?{W`epV#WvW@iOB{6RI2ybeAAjHJ&n*8^uPSG4OhHdoOR;8VFu#v{)|x8PI03&x7@ss7DJ
DQr8*n$qfHt42mUpTrRq4zMT<siouoDrTnB>l<b7MnYy4Kt?C=|TS|(ml)xnF~+5Fne-(@wWm-Dod-
)x$xCN*fRLg|X6Q05C)<aZPtz@t2pyWM=~{J#?|0xf3YeH))jR*;8k_KipKTw(U+B;ptk7G7kr4}=0UAO1$HlTxbu*h}U{oABn?<xS3sUa==TByDV|=Q3Z
RAhp^f@Dd_tGJnXC`FQi6A}@b!LVS&N(fuEUqdY-
c`GqFBxTWu4_H6#`4eohm1NX3pZM!hr^{HkMFG63Qo=1D0ZnlWbudGGxG^s$b>kU_+=iA><C2lMDMX~91ldYl_gd8Ox((g-
@8w9ey6$8G2OoV$#@mxAfTuzC5Xmb3o%@txd(`K&K7u9$6t&<Nt;$yNvul)CPf1`&o#EoQ}nz3pC$}w(+pL!V$QNSreXO<Uq%HrW>NH2K7o*Y_k-
8bzVWQp>%S9yd4#l3CPRz&!O-z&mDbIXNj;R17P7$gCa{vb8_(3roR8knbwHVb&Oxp|ifE(-
)3V33_16^zy@UF3S=ykM6^q3>L)<2owB)qxS2!58KYx<(oLS61NRgW1gtqjuGCcXvaK5M5T5TUR9#nc%aJk4aa|m_MPq2jciV81$Y;mL?ZZVs+H02O7MTL
c-
$5GwR(|KHHi6tx2_fv!+U4?5adoCzBJaf#xt2Rs=PQQ}VUW@5^bLbk<#J9tu_n^drR>g7#K~=p{fR;t8Uz@*E3&l`dktcGU>E#Wp%7p1^+%d(W~W4rLHim
K&b@Q;p@7_tC{Y0tR*s49I~h+B>Ecb(ogrZ?Ed$_2hYz1l3HH7zpBS$FE!ne0!$#cUjq_uiIiu?cRAk$rJ)jN9qB$VD!!(Upe9Do5f=*9p|#1Ok#lniDW1
~t}ZE2phJKm>kpigI$c>ytgn@e(q0n&KON5s7~X0DZO|Wv@;|64r{d1*_d4qjZjki|bJJW#SQ8*XykbImkR6gdrd3m^)&ll)X`hy42)lMYa$H8};!F0S)4
QY)f^2fixVT5D$Qm|>^1S_vp7G+h#I!KLsxy$xJ`9WdF9U!2)i{?E#~{XPQ;MX+NyNO1Y0QI+3FllnylU|_2OX!2{&~`uZMX4vD_Aew<x};0ta0~T1@}Au
P|ucj((V@5HlpVjYq8MD+~n5<ohRl?OJy^cRIs<y+y@GkvX<tCV79CkGke=2R)3DyOsIRlnjE3MSvfJ@iZ1r~up8E$$TEkDPCksy(9@7lF){c<;J>2{+RP
l9c9w#)3|1%C3T_2j9LU5FhaM_np%|QY^OlK6DDJI6KDy}&O2C>h(t8GPzq*ijb2h@<z#6+?#ZSq)J2mHKv9myOwXyppogL#o2zOu|qnX)e!>ALehH4mD$
?#Uv<|-*-n8rX-$6FZ5<df-3E>w#n9i(|ha7I(w2)G@C7EL0YCy}0=v35m4NJ1Tgz)eghSM;Vt>xi4JMHDnjyA7kfqdu+)-8(4#>%fKFJ1-
Fy<ICu5h9!4npM9YMr4N)V1?{gTX%W9MXWEboY)!=i8GOnW1<hT}Ig`z|m~udcm})rr#x5IXE%%#9sr@tT#$JR%ltCY%ZC97}Vwb6K@BDOjbEU&0eS}!VU
s&;%@4yXGO<*7h1SY&MH4}v&bWf(MZ(Z8RoabVlM0jpnwR$ZSK}Eb;*Q%zL^%)dz@cmvnE`g{)mB35TPE;%`SPlum@Q@l<mUbz>XwKUNDXKy96Mrnkbwa1
1{Z&s3%khirlh5=k_pRzsqcBUTMN~PkxWlX2zVP<fI$Buin-A~8c$`GQ{oDk(fo1%u7h05)8zbG{BhG9*<_1qaPA-jTRv)X!h|9Z)tkY2pR}8NK0_bn~C8
cy`5yWVdJ9SOedYTC7q%La#4-Heg&CF3*M@zU;acwS*>1?_Zf=K4NnnRDD!R)oyMpa4bj{B&<CXfH8(c5^h{R-
Cx3b{6ibU|P4uvsth(=*3z7LZqFg{t9zPhpUdP0?aVO{chBlnx6*RMUAw()55AweGvP!Hc3NdDdylomjqK2$;N`)gY^%K2(OV9TL3P{?>$-
?{Fys#HFAr4>Ro2Tr~88k7sLeE3@&wfXv61@fS-x?(H}_X{9Y~YgGrx?mf>l+>S%yY$O0p9+~mkp6CG~E?4on%L<_g1r;?FCiVM>SdYd)TRVa5I{Y-
dxC5|%3G7AjQK;>V&74a#4IqJyfHfH!I}1ce#_~XeEH=%&gE*>>WU-
?F)1jzuE33Ne87RHXIkBqUfo6dM8(6{565*<uTcSOlaC(A9ng7^HDbyqT^8NaiSCs;>PRuqxOK~--tG^ypVopVf(%wm2=jW>W6j?Z0(`;#UKx=-
(H&{v2Ceu`Me)siqyjF&i`>;qC*u3=m4y78<_@K2{ZgC4q?q#XA<#ExkzQc1L*Jq0wMuGMg%Og#Gx;-
<=Mz_eSY@N_AKeGj@w7^gR<3bY*C@6scGJ9OFKK(Z^J}X@IwmCLZ{fr)-IfW!oi%Wb1&Xmzar4Q_c6jy@?H{<A;rmXtGrT_5Q>AV>BpNn1GUI59ppZ-GDD
=-
SiOUMl9oIaBUtV}=DFF3o@2SQIL>h|EDt&H!np#zsql`Y))T%Zrs;gH(rF{^h6A$y&}i;`IC>cLj_Jhw$vAp7N{QRYj_;irh#v?h}wC#x(2OAzdGviA3wk
3BbVx~pW_UF;tTZV<7Q@mQSCj!~TlT!9@xbNI!1dXtK&6PY-
}lH(S%S|wey1dzwx!0Sn{aKV41MGfe9UM0TNp&6nyx?H#~WiCvAx%c;4b9FDAubOe69PuO*e8U#>#fFM`m#(i{s)v5hj2DGF-
t!JC)Z~6uWh~S_f>?4gT7eGOuDSnZ!69^=DF*Pw7?wX6Z#gwZD`B^O7BOQRw<fqTm`h=zYTVTNs;r>}*cj4wYv@;mU@ap1QhYh}AJOfRBXzw(^Bg_=tabd
D+qVIx;iQt)ZDYGsG6BB#;d?x&!CR%*oIxmjP$`v#yS#!Ku;%QcX!`{YPO3+uf*d*5l(?6fPXIwneY#Y163^zzAce#-
Y@+7tBRD6KByXU;ikftn03=2?HC}pQ`N3qt$c~!mTO_$N3*Rs7!&Pm~Y^LpEyE#A2yJ83=c>>g~_)oGj{tJx%3D+|fYtz<>#%O87A_Q@VD(CKBY+&w;GG@
`rzYSu27>x_rY9?iWX1B_bB4%RnNM#)!PH<{hZBCv;u%Ey#KOm(61JWPmRcj>LSw>)xL?Vm3^sRrxd{2I{)`$r|>a7I0j+y9WwNQWVVFZ>xrP4mvZN%nA3
xglB4KEPK0q1t>W8M_`%nZZ;dL@Q7Wa^MIqdHF5pG~Crm#%o^6%9+1ULZ^0fO0u8%FpL1-
qb*0TP*sjHh9=W@4PE6yg~zTR}+^chc24(Cep@xZ^?s3As2iT&EM5IG;?pSHbq?S`o{x@$txxM`4Guz?dFy6H_Pb%k61d;eG{Zcp2%KvYX)y_<OXtL(FV&
QTHpAn<JIgv145nzpVLiw;<f5^?W@bEEPW<TuTGzZyAcZ5rmaAX$Pbnc?RY(%h=9G*6D@oLt5m?e6)im;6}zHUKB5|~u7zl<lTqKVC6JLG590F-
Jl8f<I?L4G#FOERST(UVE|P=!*RJS2edki{`>-
v6t!I$x7&)jku&x)<dj3w^b)?;R9Vr^tBg{1Amz&pittONHcQ^!<QagMK`vT`psFjxEnM@DGg9f!=AHa)8qA|fUM=*WAAd#QSwvyNrMZIdsf)9%js<QcuR
!W#rMote)W7^kX?u2(wYj0S<^KWe4)C2?t|Fe}|s7%?{c@CBC5aO6YSmK|Ka3HrpHbL*He_<)Us>eOhLLlnJU|S1Gwwg8YfbG3j9P@~YkLlT`a=8C3PJ&}
WkYmg44I5`ka)=9<D4P{ssFbRTce{Mo(BRj?_X0RA-
>SvbuA{P>wYWN{S)vQ`KrhMGem*WqHi?2yvh3a|K{Ty(#!6zeOfWiA4&KmG+5Pk9PCiU^p9K3ofp4woCCN4)@=~?5k#HS&+Kq^-
6zL1>^GzrAf4BkA<ie#+ik|Nf7>>zrv+HKA^UGI;4kRRgPpK1hl_UuTbJilS0$f&0fz$5=?*|kDVPlb_Gb5~>Jh)Pvy&_c46sj;>vnd4;DJ!#?Vj@_E;6w
@F7_-
*IYE_Op81Vg2+uUfT8KA?EtG)NI#zbEg^64MMS9QR4$b@z^4zA~|lt;(v+C81C#pdl9kDTi_NbbWXt}A9}Nyhw|&Whz##u9k{qCwCbIuOq_xNwW{U&X@s1
vn-)SGzBZ0*#Iuh%O{i(L<MuK;|*?23#4_K4r1Dob*;?agZ97WB#BM#(b*|N<6cC2t6q*=;;8)_bhD!>L5O_M8x-
2v$HIw5&=TuAH>yVk)s9=p$M8Yhb;iWgU?ukrv~`UB7(tIcZ+Nj>mpQf*hEK}846Q4e@o7Lgy}fqBeO3$33*xQ92{(xk$WWCLGu#^eQ4?uFm6J7LAy4z^z
?L10>UsqnRN}vNMg-NL(Yj~#utGFVBzt6?3wsS3>UL;<aPPFu}LZP0ODEw|I+iTEt4@<vrCeZYr^b*?jFl9lI;>>Rv&J-nbu2)IOQ<#4+}9gAnX-
(@lOlRu1hqea6WaSrRwV`ANrz#RZk70avWKdbAB%cECzO=gFX}#P$!f|4Tybra(H*kKTXGZbsl6J*3SubkeTOJ0-@)&`RrWHCN*;s?L>(d$>Fuo(tQZH-M
FrgkK_L-
+zVp8^4Gz{Cks&~Mcm=GcLh<YCgnCu)Odz%g&N?zH%><EYf#!9d7O5S*W|OZb9`$;5NU~IgYo7L|2vdg#v)EYx}6=}xm&8tlZo&SxH4Ef8Ip``NlK}h>Xw
3~z-ZTZ@2X*Dt(A@aBw<vx(F*V1(HUMV)j-dvWecg7w3lA)GmQhH!<&3Gz*ipgjuCW-RW5!O#q93<M+IGow=v^q*uz2(_ngWPlJHs*By4G-
+RHSc8xwqfx#hXjIPiqG<929|jd_Mx<FPcdsWBNkv_Ynyje7=xGWyl}M3Y-1&NwiQ(GKrX5fH=h<dKNQBt%y!voOHh@&pfl0siw%0S-
$jlZ%Xd(2v!@Nfab7k}65EnH<S=IV7&9b{A!qCPLY3?;yUuj!Bq=l(>9{7heDnja4od+|CN9*H+T8qglM)4nl`B?!fp~=ef84GIpW6#>yMgJj5PX+KEl-B
npCQ+B2mKVc7;ln5FUjlhePFSIOk<J-+~Q)_3r)O+{>|4jwa#`flbQc7{EEmX!t<XW2`{%=VPIIjDhKRVZA_rT3w}1sf-
?>Duo75=@_xf8tUWWT)IQU2vAZR@46}is(&AKBX;lb;rF==x3q(Ts$-5r7%<h=9kF(zyEDJ`SXMy#Usi?ckF+Xuq4S4QHG*ieGgC_1;K<@7}BACizL-
pnO&|->4J0FF=?EA>6K+RiHlUUip$zhh%lW?mQf@eb}IX8%pacb$O&#=D{a*}qspH;x95EJW4Ql;goKPKGIu#Bxw-gUpV0D!Iw^pb&`<7-
e;pT_{Zlevs*wfY26<^`wnBkjOUWX29#mevF3k}o_59B%!4Jr6+{Oa6tPl%H8taTN__XLv>a4SPXPY%gzMpbGQ*u|3M<DY}=vH!}9*kfE2u4pza=Lh`s!~
^hMaRXSf(r)wG;Zl!%hud%PC?Z^HE40X;3U$XAf&!%PDUA#k&c>|iLhKl)aaU??YpTcw-
#`ho~u~xGL>AZ6FN&9cNNtCY+QMj#RFK=FjwmHJh3o5Z=rMJ`-3BzCnUnK$+b4RyFNx$!Zh3XzKfx@+&P&SHkl-
}V^lSuH)5=t!8F%>!$)F|Ct^Y2+Lh8SskP9Lqv6o@4qf9iJtl0nE|KIElg7^tluSJ<xwO1~AA7<)Jer7~%)Pcv(abuOYs~RBlVBBE%0a!tEukfg9N6?t3D
X_wV>i$;K)#9nt0?({O`v5|306mYgu^ylg)Yp(=-*S@Kx%}Ihiyp5E5GbQcIIuzRX&zxm7h4_FX#IumLyX$Rz!1(Db_-
+Vq7EOZ2g=TXkp<E3@3ZP5BSvH<TU2oV3`f!5{$Lsn4u)(P|Q`~dn$tGeVz&y8Xf{Xb%+Ls+7}u~WG%}|b8&)O6hHkK*2Dgo-
I{aa`>a)0bu$oOP{Jj2=N{DhJ)j2cm3{_L_R#*G+6_(t1x52u(i1{8B*C2a&tiRQT3%7)fY*)S#va$M7CDlsloIv^uEf6M+O?3r$}S-
9UzyBm0OR#=`^5?zxBhtLIYgkw#2(kDfN*{FN?P>w;!7%K9)h|-
JGybZ+rk7O2eo#!X>gSHr+GI!4e@>F3c?D8@2P>JEbJC{0ZGhfQXcdIY<$vZRP6NLHfmN|q=pB(F1rQc1yI(mciq}J@S2zm#4KYIh2E+3lg98Jv_FkbYGJ
%0%vtLaJh^rOW+=EKlp5_S`U&N&crsv48?y}yJ~jWh<XV85^Chl#zIXCHzp+G;PY*}b;+MSc$PQR81W`#8#p5F?)UsewM10vX+=3Aiwy;$V;ddsxb*(l&Z
nJspELiEcSufn$vN2dB-$FoH7IB^`zcWC7uwNa-vLk#<u?MN^Lp0vTP;|{pv!TRfdk$X5GNXvifhtTZG|3d`;&&7Htaw`0oMIFby`=5nbS9NRjs}z~7)l$
l$-1%7<n$~Rqg(3Un9>wbPRNnlO<cGw)EPk;P+)Yro7QoQD3tu7nWKJaY4fTPS6(o3hYBSyjgfZxH+Q-^eelP~GkVX8O-
TV9*3(O5P*fLJM$!Ku4gAcVwsFuZ3i}&i20oCSVS4-
)bNm@kI`e;d7z=Pw;Ox?X%H_yp1OhxJCEo;++$hf?#Bh!Pzu(+73`GD&CSIM^rDHAEbY&CT)7~(waM7u1T98@<bhz3Q+Jiz=cx(Y=<J-
^%Nc_Ag;{P_!FOfwU7Q8;m0+yi+2niX*m1}nClE&I~)v$`c)lbZPxmLMRMSv?geba!Mo?|H>(;S#@qk5<~s4O2r(>w6t1b$Z?4n{Ry6P7btg(zKDZUAxNp
pkQtkqoet{g2{@=t6+t#1jq+R4WKW`JKWrRJHLmYf_1LGPpBWdH=c_#5G_rBAtu@4Xjh#G5c0`UQ*-
QBcB{=>(C#pqR_EyxP;~Hh88L?F;iEaa3U?}&Z(!J!7~i6GOOS!F2a86!(p$3=9U04u9ii)L^<FB0bxBf_yICE^J%2LxV;5)hBEW0zQ8H{54xK)_?y?w#4
F@10C7@sXsDv58;8!~VUz(==5}F@!$5D2eg*rf`Qg~RJ^%#QUpN1-(LJESKh+AKDXh+DjS2Wi7;&2y2Djk0dbXxWS@7fAC7|3?ym70Y0_%k>%}WuMV-
u;xah!0<R3k&THP&jKj*C%-<c|F79`8L+Z&_j9=t?%wN}K9DQ&;<UV+-Mz@A_+J4lTQQkZ5-G)F0w62sPbbVP2Qk3D0Jd#}=oE-
t`h3Bqlc<x>hECMMaj*R4_4W_X)tmz>pZ$E<1lj-!o4#8)0HvR)_iQvo@HnVj*@!Mb>3$6ZsR8>G;A*|B+83TA4m!yUl`@n-
#S51X&<%JH%*+qoj{MYqG`M{;W?rv4sFUZB|Mu2lzR|ObjwCB=qOH%@4y3O@;!6!cvb^soE4ew1))}8L`WobXNk~y?FoAhO#Ee?B`^}bE#UZzSZk>n%HD<
JB4K?eApVsq!~%wyQGYzTIIz$QIhC5An{90GUFmHI1o;B=)C8EA4VQyg|v=V4X9h?G$JkCGMrxJjRAFu1;CYTTeBU1{LTUsTb1+@{#-!&J$Pv-
b&2jrxL1-{KQ9Uw(LzN^%3oDO7hH)!_IbWxb{mbzKRAY_E#;BltM-+6WaP{TF1z|1zWLF;6kuCy<OLDSy0C~ZhyfR~ASO*-
Wk{>|fFL~~JbsQ#hf1v_$x&BfN}A^uPd5EKp)=fki$9vs^TVpS9djyahku!bqwB3oX~!Pp^yX5_@Fte9&C`6kDY00S5Q6(TXA;OXf^lydx>Et5ZPy#|+$$
6K4RcTr2>=*3``fU+0mg(yVi6T%Hz>1Y+g9tx1W6_7(0^@H9$02sHk+#X)}GnwofoT%#3P>+S}jL{yzenZczBJ&b#&Mj&4Uj}&qxYtBB9z&`r{2}gC9^n?
krioBSpV9Y~!b4w<S<MjuD4mHOGOPsY}20npm!xxO{-
q)I2G~{kCn6px&Q8GBoeCGM^zyvpu1>R+ke6e)+JfTt;Do?`K}$4YG)e_gprtz5wpeyVCsv?r6y>hlTfJ@!>Fn%&FfB$QEsDC2irwJC0)9U$)&XVbFjt8q
7*6ouYGmoHGB#&z%BtU`v@J+)ot6+FV%<1&jv^A{^yzfJ(dc*1@}WIhg4}t_Bu{5OJDXzQQ7cgFujWZW0sK>*?VK59m}|W}DV~4=2`FOdr1CZZ%AZ8$ZUC
b~vX#mWCI@%#j*p2iQH>t7^w3b2}w5vj>hlNZX-
|^h0pB&#YEzbP5&=yu6ew4ZV_5(4J$~t|D^wYQ?fTU84KSkbJiZTg=TP!t2^EFRz4sJiey%B989Z<PI2@h0Kk@H#w1G`E;uG-PJ10c6T)M;=I_#A1Oxo_1
$X51gy>-+BOZmb9*DA8hvh`0WmV2(K{(HJt<BG1pldBYdCiURks8u?HcRF)y3JMhpohVhVXjYy8-
OAe&MC<p(MjZpl0cArt`#>2{zKL;Hv68?TCU*K|_2(?66hGsHu=(Pzec;Yr%0bboa!1Hi+@wpL7l+oF9Ift4>eCZ5Ja|pu%GR!JJ^{BT1_8>>?5?Q-
;r0b@Q~}OcaJ$9%mSv8Hf--OBPQsiXkrO@ap7_B;{>EE`(ix{}57@<}DF1P_vlT{)}+`<xudTdFpp|h8$7`q92~}P3CKH+lU3*o8s%Bty|+qWWXfUB(G_~
{|Q>;b4IzTe@#VIP$_=gXhSv1pYEt3-EGXg5QG@SSQ^TtXUm@<9EN{W-p%MJl|3hYuMg{=QR*tY-a%TgZvO_&5R3q2l-
+b?sn{rlltRL23#`lSk+D$*)N!r3wma?oBVV|>bL8`-
rT~~M+{JAYSn^^!CREX3!zRy2kUM!~c^j^|p?jd5^<#ua?+#;QHh3u2PJy(lMCC|Ci^fa^K>U6h@KDB$$0&+lOppUW<ly1vyHbwVDOF4GMjP6S<DlD-
6Q?#sz$1bAKP}LJj|WfS4pag_Bl`@4`B0eBUaB>@^Q#_WP+6YayO38^09-uoU-VC6x~hqMVpORZ%<`k5Y=LERXMY|EsLDU)@vd~<szgoUbj!C?Z#0R$cO6
KNRU2eZn2n2<FuMIwPN+&ZV5fo+5;glSI5j+H&X0j%mk_59>Y8(MI!(8w1^;M#0zjtXAz-YwwZT2D7^B>@F0#FYNX7C^purLHup>+X`3O2p4!TKSija~rg
NneHeztZ>Z)D2t!Gk>Qdpa_?#Ez;|uhruVaBk2xQ5fNAFZ=w0#^HBk3e0FeL6ji{hh>P3c&kP-AUt5tk&-E(PV)n3G!Vwrbzk+?H;-
9X#V{pWgOm`!HYhR`r}z%J1e_OefWPfTN*l8nI|XiSz-
+U3+dJZkAKWX^1ZuGJH`8omd#|7s%4%z?<#0rS7!e4oHle<C9`c6FFzKD$)U8eMQB?PxO$&7`l5P|wLRuONc3OTN)nB77yRVZDJ#pe#DOR5wtvZ~(*%#AE
<akhS5&w3a;hGrE5pt30Do@ooNuxJ)Eza3Caka?bc)uvpe#^tJCXi}D^-&*KNt=nyDSkv_Ov5>j=0L3d+2&nQKvyxa|5yWPPTIZE73-
S+R3Xqo$=jNQkcy{SF3<TO3ljx;(oD=x{lK)j!_S$vUIo2F#GG6YMihl^G6|}*cIEgj=|AfsBw7Y6PEpxXv2=jOsS2E1aZu={AjStS<!a@WMihW~O=N<74
RVA8x<OPb1%Wd7Valy#0F^kmpgF2wE0#yOACDSCWY>F#H0?hU;YOiF`Fbr)o5_VWF~E=;vBeBTpAf{PHLB`XtJAuBPdH7e|J#DE$Ov~IRoDU!R|wPiA1;)
VgLQ<y(|?Hs5_f1d3$WnvWI0*L4z6eX7%0&&bEmOFB>2IC+=rs}^&5pIV4prPF?6%#v@op^qatILM<!u-
9lm1+zk(|4#&z0`<GX<ZKFo;<yE0ZwnV=kgcaF>xkqffqg?nG*R$Pw^Px)+5q_psT6rvTrs5N|oM&FA;JP&|w*ak8Q&J!Py%}%36OJGOBeZ^$y%MnO(xSL
EG`%e+omqPcD6Z|h9jE|?*rz=mtNYZ_hQB6jI6>-
=nJvk;&a~1mukcYLHpBC!hf%fj7x~NN>7vE{55{ABg{2jBONoR(zq9#^Z6@JZ^N}`@@gKMjd>By^cs<3x?!&THcb^+t^3aY6O!%0Xi9B|Gk605Sb%dm~jh
bH&$-
Cb1P@o;1Cw@apxD&#l!`6_F<qGO%Ds&hR4=Fp)TIpu(qR6?3T_QYYEAATD>qim)m)>K<B6Ux8J`pfofQJX!ujA3)8Podjd)%g#qp077QNsN5Uj9%at(uyS
Q&S1<KM8{04C+~f(S^j-C+eD=&hAwsz1u|7ABkDqQskvH%KoKQwNI|}Jtw}c~@zS7JK3UXVw-A}BxXTnj-
)C3<YYF&fBuF=n0P55>faG39{UecVMf;4H3zWyur|E*^a0wYl>d{92R9th?vRvk}V<qs~Uu22J&*CtF+)kfz9HHMHOj?4fL!gNJa^0@8K!%F8V&w^5MwaK
|`%o4*&mUO4a?NCGiH~Nbx56f;L{1b>Rm)QhrEiD29;r^u7haADMdu{cwpK3&T?&halm^Vn=OdATFdgjuz$A-=v?Ug$@Xi9l3tZ~l2cY^V-
o{Dqp`J962v&G}oDRu(X9+<J^n#=y<N!;M(O`6(*HxF}g@h#RMb(SJ;#N%8vul2CiDC-
>TJUl+=Nebn97L6!izHch@#vT*at>7SC3n)@K!Nl#1@C`5u=FD~Sh0bd3+%*@=(w_V6Z%+(mLpl<^je;BX$A6gY^5D1Rg=#bgSei~R;N27FS*x%d27Hl<9
wYk*k-eG;Z?3Nj*I6ZGs)$9M0<xBe-fAcSCDJyw4IM+Pm-HWwbnnjSmBe4_g3o+<q4mw73dL>8lai}pxN)M5}r1NHq=z(W0p_{y8@fqP-ke+oDw3)xLDbM
NYyC_KlOjJ)ZEv25j57u)ez%)p(~w{7G02%HlS4A*oNM$8juv=9{MmfzYbNqH}XrQ{$;}#r|>n@eYMQ+^LtQTs|rYObAed4owIZ@O78phOPy^*%`!jDqny
g-Kp3~X&c=Vc=_5y+gq~tOe;$XL#N<HX`ww)bV1|15j|+2?H+vSf)6g)nbqbU=Uue-
$JV6@weGzFCD+s(Yk6;e5x!|;1M}dVR>XOx9Y+<F^Gb{#2$#)_9HCj!~4ix5_TAGb0{y&HmA|UjDZG^xgd$n_I(UK#{Zsm}Z=ZO}Y&I`SkZ#!;>m$HP>1-
9E<DfYw%#u&qsuvH&$r|^*70Lzwy$kd}ZQ&?RIOw&n_nz5+~2k2-9SDvaL@9*P?B!Nj3!Bv77eM3k)`LHnPHBYjDg-
F^PNL<~CE&bH}o%u)Uf#!PAH?0*0ZPLkJBe#H*MSK}H$#eyX|Ky3CuzkAidT5szk2868sfV-KV^eeVR)HXQ71m))L-
@RXf<a@av(B^!<xVPce8~OX%WtE&$)k0o7yzMC+<uRlicrwVu8S}O2t49j)7?;TI2PMc`##j8Ti}(h643T868vSE1ehwAg(Uqms;AezJzP6Rm>L$%b3J$P
OBSgOqO1rmz)AJBAl9>x*C7)YndpGfAW~cWOT#An@%X3lnC9W#5I2Tcy;gvyPDE9_(dkPZ=a8qeyf|<Pak5n9M|w`UlXA0;UCoOmSLcY!a{-
d1)MmJDVoNwiyQ`#4b=1dU*Mi~N&F$a_5kN4~KC+b-
p$3@8$)n^J0l&$OcCJAfA^*~IX$@sOoezn^a2qf865HfK9L{TGft0*fREyhb@+=F!{FXzx{wCI@F~{2BrtL|MnXu)R;1L%XO&_p={uP%fC3`x&dKiG48mW
;bd7ebWpSikrpNjZyl5TH^Pw)g0VxtLFHr80-NoGu5tW&M{tc)gW0&>2ga4k$~lXMX3%@!0X7cOxVF@Wx+#H%Uj8G%C?rtjpK6hIVTWR-
w97<k+N7)%C#<URdfq!B|ID~R$f-
0Jeb&q_dFUHeK`7R$~RZsf{bLfn}vAb*X$7`=EYUx_JHDCndp4i_r*VFfp!9NQDLFVD{UQ`CVB$0uL_$;1wcpUMf_hnlU8J;jaM&raBwV7E(LhsV;G<td<
9U@58Z({}HV`^?zn;1;e|QUWl+WCr__n3s)wloT!ao#_=tOp(@}FjeaAS%)bfj1@4wOMj}?bat`$_~dm)bMZ;R|4CyGGmy`CX1N&exk|Yph=vrunj58@wA
@+np}REEO&nT1g5NXGDh2Nky%)tZc&~Q2vtinJNM&ASwv!DSZ4@fJjp|RmKm-q6ZDKb(%<55RTHiwrrZ-p<DJAwYQezC4C3_9udnx}uE38%k!m5uyWi83-
XJU20qvq$`9=sa=YaOe@KzDwDkTpi)e76uQp3~@fj{usxTRVEFkSPJnME0|gcQ~Fhh5OF&Rl7=>zq;X&{)#(hI4}$2e~Z6Czj5+>Uaumu`D5I#KH@L3b*u
CEV|q~NF%*R213kn?=N)k}<UjiSS4D=-{^An4HgaTFBFP&SDPzl#N8UuZA^|U~e6NGB)J($!n+w-(#E@@q;d}Y^`wcBa-
%wStpOPP~6n>0vMPuBRp>ZypoWNldNrnl;Du9c*4H>U-1(nQR_-JYx)`zS9q;tm}t%$t+M4sLk2t%5%6@!e&ulfSQm)x}K6C`OFu!E~Gl20%5AH;BODu1%
bB(^P0Ct>;g;?T^_V3}$YIf#2vn^9x^-
2Eb?2woS^Q%WSDARaCU&d#{unvdxsFti(!xkDB^P7)kt89(vVI<^C3Y|LD#!)>?DuZG{dyq<nDj0kxQ(84BHE>pcr<pp`&dUP7Y^ycX=mM}_g(uQV9CM(D
J63lqdr>VhDQbtxKi}M9LoCh-
AsQ0QmY^~&dlgJ-f4J$G=BFZSfB97CZxxh?qyK6<7W@auqwlChVQ#zFdoVEGuDko>_AM$2u<<!&~g0JY?OlGq-!9o!qGy&0q^bn*Ou-uL^q;Amyzai$&Wr
&kq!{8P$s1W7ycrR?oQ7rt`zH(x~-
0KL;Cl|oW^91n|{5!gk6TJ`jWY=5l8qL+lq|DJTu9tN@6Sv9lm2}OnL0JB;ps!LHpLw0$7?LxVW#+ysqC5cvsS&lCpO2nxGkfMtPe6y;@)sS@J?$7tyxPB
~<nEp3!>kzyj0P6zsbXr1DKCX##3}x+1}E~X93NgWd69Q*V_8N3*g|!#+(uP_^ESosRrO=v5A|@I#ONn7(tK`GQ3>>iL-
5m3U60bX1SvRBbi!LE+p7op7+B4>!Uu5*%3apnov@bG@(N1U*T=uP9)}~CjOsGIR0yFn4(_;LA)13j3q04D&g2TH`brUoLRJ92T}N35)@>cv?Mx;@U5Aw8
QQE)-
tGqw=F6S0@2X2%S`PIkS+ug9J==!M&SA5A#$quS=wGiE$Qx_DUS%rb>RtF$Wz?o}i>s0MTs{`_#%G+fvkeilutU#_EZ>qaC>}<3%1Xj#)R^5+foC9U-
Z2+HYLwTp=pm(aGz?Dk}Rl||5IdQhD3m?`FHo#1aGg8-
2Lb5HP?ebWbf*wJWz$xD8%%!9e2m<2B5QcOEMv^0z!*t!7j)Bmh>j3yFefYgyGg}k15a7(86E_4a@2Lb)>p5??BQ)zkb(u3lke`D&xd^{tR})Keg`G1J$z
fDw7NJ_=vs)$8zY*5|!hZHN^cN4Sq+%u=j>imxoj!y)ojLl^zm1XA<E;=f@mFEh9{V9m7#&-
M9?LqWmR6CN<B~}2079}ntrx)(4Y{PF^Op=DLin$(t%>|$WwoLh3xU~R<9}`F*|~kb_T$K9!SL4wmaly*r<E)0Nka=1o%aOxmmflD?V;oxJd%datJVlMY%
|yVpc@)ts~*cfvkI6(H(gs!%<|}u{!Tu_cp~)p3)}(6o`{OwCs_mX4UueEru&3-VCjaa2rV4k?=gnTefVi+<zEESpfD3}iG_qsa-ZNGk%nrcuQ08=qubY^
;mRPDM$q@BTaM;!>Pk4RIRa1dT9fMSyZxzTUOTz&7zA)wIRFq<K<GGjWs?3Uvb2YM?FSyXlHj{up1QnM*0W&NQU55{R7!G27z8SYoe+wnce%XniQkFOQ@G
a~rQD2FM^P$(E<LVLI&AAdj_rs?VSy*4$Rv9Hj8X4(0P^Rjh89Vus*61a%^6?*JCfnh2_zQ$iib5J8di*gc6<KWrO(y$;1Itb+X8(OxMJ!O7{t>%j-
2OaJ{v(uq~qBfV`p>Qgnm%2J-
+r|<NCZY2N{wz&c0^vWKQu!d1@WzL=3`mVR2ZbQ>@*KP0yoS`CoR6=S;U_LQ`wIZLs<6rnwZL2L8+mH@^u4ic*!7Tg~QKp8W$ECxJ`MZEM0_`tb?T+^Nba
TYJXlnc=YaI&?^_!m7JvcJ3DyzzYq2t*oK!I97p0j>1YarC8}KqOREQIRPQu>a#}QIqVDLUdOkoeU7l>USJLgMk<ONGv2=rY#r!kf1dP&uVmyhIA_Wg`l>
TEGZ)zGth!}2V-L1#F=WMvJmVIW>0~0otX-
m<(~)qUMlCTeXZ6s^`}We)G##hK(l4V^e|a_srv$9is*vi973P&hzIE&;UM}fRRqqyB5f|hija8ogk83Fe23*ze^|bq%TVjzs5{J2sVB0?~hY^L&HaYJYG
f<zuk%-3?Gj5`|lK}g>WHyiC#A5@dAO*nPMRRy$g_xtztH0+;`K7R{ErPR1*gE&UbnM2CdTsgIIT@3RgaN*6+EwF`?SwGVk-
W^}D)|EwEG?;x)6P_R`Gn0m7k#2^>?IF6389|E*3<xl1wj;nx5J}E;?<sm-PPv(9HTfJ@mLS`PJO1uXh!=24R%8S69O4&p(sLwuj0p4pK^0gV2&EkDCAXe
emG$`fdW3`P`!WDU|_r$rzZidI}vGQTtL*;g)d3*YdWKYwX<fEcZZm=i3i%jy3vfRj7ot(31a|_IO4I_BvgvPOG-vF)Xv@lWW%BulNY%1qm#N==@`f>WB-
yS0r;o7Zq}bXQ8j~<pt5*E(5;|pH8h{?2TV>g?BC~7ufkkQ0Tro_O$vgfDU$<l@1w%SdDSV_{LdgAS0HPjPObOM0r{ogTH8+%-
S3H!GQ!~bAPmx^s^jOJJAlwY(wv%&Q@6d0m^*t`_O)#ap(8{Si}{raaQGIL{1XujnaWINXBd>yBntA6m6F_48U|Q=J~HtexZ<`aKJRaw2y!y`!a@-
a`C7GAWQdd0rjF+NIuC4r?29Fe$2=3W!!-
X<MyFFnO0Oz0dy1PalVu%f*cDgN#0(fG6f(uLsHZX*2~mTuz4%`H3XU0FUp6@fmc|HD|K?LwmwhK>fS6j9qymV{jtP=4=}-S71s>9I?7e~%3-
xQal&GoznvZ1nkX{2o$!ZEyb#U!_4DZ3)FQ9q`%JckkIn(O*qfNC)1t<j|Y5=R9-
C1)Zd=Y82XM7ztd5Rz58YgD6YSUQF4ckvZuFw62|8u)i9jZY7Y5*=GjY`B?(t4?C6JwM8Fu)j%Yo_fa`IF<aTa+@Xfy8^%xS$v9#FkYWWMT$m!#uQns#js
tXNPNJm;nZgI7ysi3%#fE{!uluydMoBPdnOICv5r;0<d$YG~u2LQ+#ReUw~Go98WK<4mvXsTc|qsl%N`FyK<<Iw<S?7g&=Z>!u28^XAEgQiXzKo*@~~J4g
F1>n_JF({dLV$8m@2aalu<7e@Z!@+7?eUqEwS0PlMq#0EVH*eZT)Ke(~(=V7*QHK+boEE!)ocIcyBijs*?<$MURdUv0#C=;}2S@HMx=I~cQN_ZeR33Jj2L
sQf--tm*}*SnR_Xj5a0elV)0@QS@Xyc21!cB@6>}6hT6P$jnmM7HU2hQK#OXEHCQoIv}y+(`>9S2h{me8-6p~B4P48X+F~=g0hnb{{${|yPe_i$C-
t8dt$w04;(04yH)f8dA*$Oa>-@08brMxN2_+>;WU<C=RU8{v_vn%|A-
xH+o7i#M?tdt%tz_}cZrJAR^8txcs3FFnxJccS~tvKbCPt_Cd5CXXkgWa6)`fUU0~`&Nbv|0`SMNcZK=}R)Kf9TtYG3GGRV`X5Ip#?4uo(A*0Ak3`IUr0d
9WCk9MrrzQD2ZCEqb2B>qs#iNe_s!!1nsF(zChKGVs!}d~|dh&8ny*++3i0V9vEhPMK=!7?_~C@FK$q$P#{k_s$f(xA(13Y+B50k$Q6dxJS109Vd>#f?cz
DS99|MKi6*wVyUGW!>oiHL&L;s*^yHxn)aYs)lXeijPdbgeJLG7m~vFC@G4w{Gt|Iy#A3=Jo7>2Y5`{kJ*ssIu!520!u3P!a!4fov?8xdPJz-as%Qv#4|C
KM(cO6I^N7GE3qerj7t%dOJy0I~q<KDRp1s;W~+pG5s*edpC%5gQGCxmZI|A}q1SmVV!25eC7?zI4TkXe^vo_Ht9T#!_jI%jrx=>lzJLcIJ^8gY-el5`k#
tb&oZz_$z`sGx>KCVIF*h37LwPq32Zyo&e+4et_%!bu{XZ-`+)Sxpa%VeZxxOzA-
~EC3aqM1FBq4oeA`F;W9Zk<@*2tjo?mE~jBv=f=i>2`OPsGYB+{(vbB)3xmcD%zzb(clKJbCfq&j>$3XLsuA&nZ^Mx{r!^$CWSVm)sqCoTPwG&E<x4kh$}
a8llEPwd?+&Z+G(1!wAAK}RoPfom&X7JKf=jdjzC`*0$FnGIzR@f3rLoo2plNPW$qcsI;Pu*dR+0DlwV>2L8DW?Rv;n;|yMgNI5pX!R?bnEDbis!&i<N5z
%~m*A-
i~~%SrsrZoHFEe5GYbR+k<yAMF5+@AoR5$6!|Pz#>O}%nw*|<{D2F|ZuxrmfZ9)l(1Q82eT=>DY<w}GyMmzvNnlU3QB>@|k&Wo7I$6mCeV}t~H1i5RIflO
ueTRzZOc?Olwdx7mf|wNg&V?bm5+HT_sa=Bmq%~My_oqXvC9M;I6&L<Fk5!x&Og-uw$kc=_Kt!;DgGJnV0{J`b2)N8sKc+xToX_<D(0E<w=AsQ+WEKsfv@
X0g8bGR;cKDtT$Z&MPfl5P!%z)>_MajliVGz4>o@u7G9!#H@(@6~C5w}Xc5UWtGDWhtuiBTxm_!W7WA?l!5D>kxhXq(-
4`cR`)jMy7&pPW_e@~~uJ^b5Aqn!KItRvSJ!&5<P(eEhm`W!J*iWCU4YU|GEKZrPoUj8n-GbW`K35*4q}nn&3-!1#x=6>uL{e?>-
{M>`5R$_}^(Yoi7SFM{N;t?7CDl89l00Nr~7`sZRp`_b4>OwMIz@ewO-PqW0dAAbt1|7mQ3xD3G)I47aUHm}fl+B}cbuQ^Y&4li_riEH759#jv<CFP#Imv
#$gm)y6Cc3ml?`SuKx4yAQ0aAPH<(inQ-w(3+WcdJ$C-AXh+uu+Oqn2A^*y{sddx_Two0y49Q7r1^DMBH0p5p?`vvkxeybymv~>AXw68ucj038;B-
<5OT_#hDND?jpaq<92B~mqKzq^{6ZpwvEs6NtE1zQHQ0KtE!Gq-G;az>pG5v>Gc&tz9!WY)VfvDh1QC48Quv_?*#2#ge9^?wq7Mp+<C>wds-
J(Zx7Rrlqer0&<$10-
w<omedpK6)hr|yL?)Zl_FqAjGy;#X7s~i{MTRP78Dten5&quh`Tb6kcfcB_&SJf_VbO^i5UGS2yCiy|5J`f$`egKeLJHIOu*r%k(=6LOi)INugj0qZ6nwt
}c&DA1T+xH+4)TFpiEdd5<ZxmAD7^v)V{{13!)w+#6e1(T${RC@jA@r|v{E&xt21$$i@nOTmDxao<9WHRy;Hq8rNRL%MwG(e9}n{g1!l*0N+i>iuV#aHG=
gO<Vjn@S^?id&<uo<hDamgYs#ziM=ywLw_FdF?_SYMzppGdGno&js>chiWcDaRuh}<pA5d7ha7#xNi;B5G(ooz_!c}xOU@h@fPrsWhZK>1CIa9j2rTkX6D
b-bxcEaHPV)=5uN$m4%Nwp|<N*9FjFMr@FQu&T4eP_XS$t?Nxbkgjy@f3_mB$p`+V*SSW;@f;b@u{N5AX-GMNYO;lvvXRo>^mDO>UQAKD5(;J@Aa@v<QCj
=l3xL%{k%O@9eO)FLFP{lCzmNqQ!!$o&Tm1iGkLs<21+m?iOD!)ZBq{H7tS@jPn^pELP~zt#QaBspkWR%-
NoYo!SS)Zl(L5&Mlf02pgy1WXS;bE)o^WL0nH&Vx5Jd)I3v39L!$hz1+d_)S!xU8%g*fkfd8@a6j>)%hI9;T<51hY>sTFDrL3Q?;c;79R8!dd-
528&|(#rKN*TV@qAq|brf?34vBz{5njX(h2v~8em52>f-
%R1?T1hx$28{|t>iCNwNf7^>=j8g@{OY|s}xT_L&(Ei|2ByY5bg)REQBHA7Yft$<5ulQ3dbEGPInOzV^<~oI8pPZebf(;2e^(8U_bD1GeRGR<NFq7>Xidh
Y$@b*>v*N*HA_WDJTXh<q_T=>3^6z&bvP#ahr8WSxq_5EbJ=}l%y9Hp>N_0I_6gt2*N*K#h>oNw0_(u_b~7wnH^_aGOJG;APIOgk|w<UV7P|GyGKnb$8Ff
#YvB&ES+2Uk>38DbzxNO3CMl4NxraI4;nNoZA1^%r*Gi?us=9hyMxmPVObF49cL?0{s2=$3=ST<zaYvJ3&#vz%Y`%?%}C;yQw#w8*siRAhZCidiEg6zHFA
e@Q38qq39x}Ip_^3le{09@o)hf&Ju^d4Mg{guz(q7AOPYnSU<;g-e4<V;YY``<-Gjl1VE|h{w#R*nU^R<nv-u(Tm(&gTQM4R!Y-
woh*rD<U{KfeKsMeL$a?pfdIF3ZMp=cC8d!*|!>``EiHzj8Ar~&o3L~WSc}&I{Sc@%X{l=2NcLjAKc%!U3S{ig*aer<;C~cT9=Gy9105q3ORI{MMimM}l$
LHWkj#6IGF=KlM*MTbwO8Wecnn<Vm-xg>zLD)GSzky@>XB4<(hcCBdzsVJ-nF_taiCswTw5#(srf3|H71@jKl}T2FPnjMZe7N;rQ(|p_o|!{A(e#WVyMia
%t}qt-{ao=&65;TA3YZiqh{JY`-7HaQFWGgi5~c+$?(6<b3Q#XZ8J_BP7=RHtwhQuCnhcQYr%l!IL?e`N?Oft~4pK)b1JjBN2X{7&JpYOGEKtdyE&-
~aC2iK{?6h}MP-Gx4#41oi+6uN_)90$hDOvNX(B4J_0T$*Utt4S5AOI#Kyf_EC2{z0~)m>prmRQ?QkeB!m29hR~llW!)b+CT7UiLDXyo`;7^&Qfm48KU%j
aStE+K`dx<{lf;pTA<BuWfm64q_U-b7?2q-
6GkH<{dA%iKg5oo#U`U;=HnTm5mp~6+qCtY~>$k7;Ki~K2_mZk{pyF45pV25?5WG1^Xj;;V$;|{7duny_;r@tYCzkeh@3sXumGVqZDuk@_VXHsFG2wic;I
mjD9ROaw5MXp!Lk2WJeafKbcR$8}}E2Mu_=`Lq2TbG~+(bA<sn;pl5G?k7DM5U>Q_`EJx#rX?M8za(}62GBrCY?*&<TlVU<Jh3Tplf!lwVzlN=QETr4Y#7
7Ta8f}X25lK5hi%z>)YviI(4HIyj(Z&I#f3$pKQ(^mch1g&_%O%1-B-Re!so{5&$zoxAk_`D6#M9i>lz@?auY+C>pyFChgZ{oo-{58-
__*};X$l~~64F=jQM4~m3veVauj`vgq6g%n1kR#&%w;Ce^UXK?x#)drqzZD>w5dneh!j*QZ1lM0o%K~I>(!9Gi9xn7CjHQbj?0=Ibr$yquz@N_oYR_n$_O
f)fG&bxoUApT_rjZ$z8N|^%g%EtE}8!?dYV*-?8IWCYW}a}$f<(j3~3a~XV^??OJ5I3xkBh8Y{FNa+$yf~|L+p!K<{m<08HIy&YB*7J69QziTy`W-
qCYQ6_<LZRFokw=9Z{g0oMi_mXhF3WW09X?)VO2z^qjsa_ZEn`gi@5bO}I}-NvHq1V`N6Y#j}8oy{e#8{`JkE<Nfcs-
vcqUuL)>L2ci>V#Vtx9sT#TK;L906xD?}ho#7|6g$B)Ao>5Q^&Jpl-ryhN#J5+5G~p-z&lMI)<p@Bksi`4iiR$Ehd5I*mVIy9k$L?f-
pk*vKzLNa)Oyq~eY=8bVyOSEYO*C{@dTdc;Er~nK@48HNziN-
a0G)$S<1IMG$K8kvI}%=S=F4%N|8>2CNp6pwQ2XZ73ug|89TnuuU(;qBfKX_II`YV4(3R}2|K??hZ9&RDgD>ih@wDx2?9tKLJvuRwB`K5PcJnu{Q~g>OK0
>H9+oRg&)Qh$&*_U;je@;5O5F9sfvUGVXdK-fV3npSW`q3geG1s7QNu|uak&-
i@RffBEdxl`#cJQvEh#4jn%;&pVTjpJ<Ydmsnu9|79pw+6HgkBS~WSRNa_)+iXEZ~$P0dkk4c^hUihBuvVsbcum<mh&VN!|Q_IP8%qtFvb}_SnWiC^8z_A
IlCqYgDD-uiNsWsAp2X71{v8kdJ6ChLew!2P6?_ye5vB3eo0YT7^fl{Tij0C9&lMkEvCtpJ+52OG(ABsu3Smoxv<7cxkxVXTv97q_(`4+1WNtg)WVy9o)T
RqT^Sje0|dtT$H2`Ie&$0jt_Yv8MKj3e$-yVu+)e$`-Fhqv!Ia#Jo9FweRMJRc<jnU_S3Lk!y%dNhC$t8K^-
@vhr+IXu>XM*R&aj>f1JLZ;~2B1DHaWoQb^yRwck{%Hk15{1%`9lKDbf#y>@QJ>efSlkMz5Xzsl#%*AIEdHUV*|GjqD&uBrWGt#o7bX2Z1~?g%&Owc_R=-
~ub;`=!%^1p{6Gk9U<TQNlIK1rm=P1<=!7Gx*l^E{Q7}h8NJ`TfhoQXa#wMo~ZcX8~|T{t{bU4q=*h*`!^!yue*tRnk=v~DaZ9TH97dDCeTWASqaB7Dwxm
)JLOPj#M_;>)#U+TD#w+JOo4}NKVuTN%l*7pzF^R6gpi34n}M2EKU1rLf<`~fEpy=zX&7KfnK<;D{2F@ud6JaX4BNsM%N*A~?R=TZ#+Ur;2n;>YS+-
<bp>>`tb5&!Vd|>5ElVC@KPIR41?^??j*8@P$i^*#H(NxxJTrU6KVp@zfC)0}XhZspVj{Oa%aNjwZ3XbI5$-9+*l2?JpZD+a-
USuu^DTI5f)Tc(mzIOg}{}Vu9HBPyy1^Lc%5&emwnyN?j5eWa@gmETmOEW?-
VN(#G`^m)i0%6LY>vXEIHc>;{nRoJQp^r^)J=)@XDQI<ZIxA}DcRPrkV<UsOIMkGS`YF3N1QS`WbK8FwV(9qI_s{(qQL!^J&H!fX9iNDT*vp${X@+R#>NI
uzMqXh9rO^z$$yr)E>;|>B(?<NRV)Z!0UgC@6RpcYChlNVBTGs3BxMj*>v+b$Mfx;|3;o!jTbAJ&i<#2*@#uL$O<lg4W<NxGe;L@ug1G50U1tjw<^Wly6D
K&B{aH2M2DyJ2!(aTl`Foqd0dof3+q*F)<6xR)a{kC<)jHke%D%+YbPT3)RidpFV91CiP*~Lrsh$r#7UHT=eS)lO~w2W(IDARDePsEa?)8`r%b#MM~?_;9
NTyjZzE7bAvu3)#@f}!if02&8Q$e&5LX=-??&Pi{2QvHWdK_{rM^!I5HsHWb<trrMBNv?>yy++U!-
nkak{C9O;AuQX&PtXxK5G8*1sM$@66PiV<(t;hwc_Vkr1zIU^6P`e7yFCY^@f*pO7ubCV;Sdi45Mfol_#2(-%XW`2S<au#Ol-k48hpLf&nc!$-
IO|@IN>{kiuD00+!Yzn334NyKpQIeFnGP+LiW?1Y$LsS2wy|D;SouaEFb$#U+Kc|lZC<dJ~rBAlTxs?6;Y0x6!4}7hPwYFODz6RH}<PAU*)c{uGn#r&$O+
vi5Q4kW%w5&U2oh<4(K8=T@IMx!CG^{)8B6<A`AH&M}z`AXGW2>Is;X!fEp@dq<YGOU9%N7kuS5oahVdwB#`xLI_m7{6_NrInI!*4;~EKQ=Ci7oM<_7Lcs
|TWJMcwdrd|!Q3g;)-Q%{+nd5NS+Nj66~`B2|Ae`RQ~LB8???iP3wE-Kaw5tIv%Rm4l92@l}AHG1_!`^OJqs}5TYE@wE7*=w~-
_M2dr;g2{>^@rgp#G|hOS`wfuZ?fBZX76*iiEmD?7<I8{9S%gzIxp&1FG_{Xd@Q%HSE+EB(^W3Pm0tco+;~ddneP)3pPv6F;w2b#bAu~hT^^&TR2tPysCA
jZ!}q`=j1!u@2q+6sGYN=tkGHCT3Sm~_@5gT6<S)4pMB8omfZa_c<X%06h8^}D3QHTb=17&B456op<1=C7XldZ|%R^h{B403@ddB_v<YqJ*!9&uYHBhq?Z
Cw8aw0D2X-1wwiHU#7!pDmADPXX(?x`iTW9<{4gG=ZpbOEVo8QFIw`1(Ho6>d8^o7r>G`XP$ogA#<zs&w+CkoQ8n^L%kp2T{KxG_x-HvIE5`QqCg8WHd8o
xQQv?u+SZb<cZ5=NWZgMf0Tatk1uq22W9f_0$Z2QsyXk-
H4+#)nk870Z_t>?SeJvpQ`_)g%!hIAMuGt!0WbEdOyrZh{SgvONUIfj!vMTH7ag4>~$K>b6J#3M8Aq}T~qm=Zfm)hjzDPhN0)#n{T$poL*+vQ{<1;)*W=a
U0zb3XiL{7bj-lTm3qu8tbvPvvJX_b7sXP2Y$)&q$Nh*>J<xt5`>KW(v%6_lNMgO7o<*yxUz31lL}fDQGJyM^iZBGfl+{21EL>s^APn+F5lT#8yAXSuZ{r
&0Hov1`Is&7kU=n*a}_lT(x8%k-U6;Md)|Ud_Yykt$R^Ub73bK8Zz3)!jYP0Nxo}gkRiFj50}H=)$g*-7yZJA*nUTCtnQ7>^0;OxKrk?-
R&RlJx1s+HZnCiZc~Ni>WpHh#m5Xf4r#VJ_ioCSO|L1%dlgkoxCI(j2VKFArUkGWJTovC9j8OMi?hv4t+2}toCpD(JYJ3^O04lu?sXK5=;X`!J*(3m4<k<
oXcPLhmcSq|~8VWc)c#06#D$gn4Z`X79c)Cd3@MkC}m{e7fdzI8*BUN?dFK*R|2Lo($8tE6I<5XlNM*;W=oVER*ZR}UE=!`|Jp4aA~_Ejm4>M0d~=N+)-
w8EhLWQSrs+xF+SXUPgz_nQ?B(%222spXAGQlu?{)jfhild7CUyJTT+gB+h|#Ph8&6$Wn%nX35h|L=0--}1)eDR`vSaX)D_+~-
99iIV{c!1xG#9aS07WrhYP5o`#7XC}AdrEpC|oR!QL?jS^5<pi-{ikF2>T^-S>u)P(TM5`NPqDhHSVet<w+hi~-
i})R9D)dt?GCg{eM{bqBKbL8tL{Hvy(8NJ!LHSriKP}<md?bf(iNu*L8tdWROKH>!Ewid|S3iS=izXmh&$sfzxgZT)YR3(s%1_N#p)yhF_CxT9a)G36Ct-
Qcl;|5ip0GhVQ!K8$-|@K?IZZUT&JV`P2V%yC(iDk7dAq$;359him8^)#oCx`of0h3J*0%g3I&5x!WK=&gmu=5Ggqa!ywhbfEg?9e!BtZ_J!-
*MCV1dTj#in5{PG(84!a<}e3JHkrsZ9fY`16k?6C{cBX<x%1&s+mKe*e7mcDte9@5keD<v70v&(~X`Y1$6`F8jH#rs<rmPpoiPz3WhkJMZTYW4^4oONfH*
k**^Mn4;?qvI?W5!ppmt6tkPw`lmiL8SULhWln6cmN}6Ke1Myod8n26ug-
|Y0)giYwl2qUf87;HR!7GNeka2=w^wk{8l?1N9*(^6>`lW#HumkUaY)0^8~$h7rly)V47?3MZC+SYnkQRU@|niC@@J5QDW8O|ZyVs&U?DOCAXUWrYD-O_n
JV1{Z;}D$!loP)G6uw4GWMF&r8=COQUU|DfTx-?gy<gsE9&{Z>~O)a77I;<b2EKDn8Jg)(s1hI0Mjxm(->}J`4(^_%`LQ#R>&Z*<P1(ptsU|&_-
W*IXV<L!K`3a8WL9#F`tKPFq|#{0%&3E0X9yK^lYM3bXsPoY6eMGfI>^|A2weDVXjnTWEQ0Wbo~F;HZ)5V!IG!%Een;qged~$mX4jjJ0u?P##6trS$-
rP{6{jdBksEvn>Y9bwTlmC1Njkf&{{^DOHwxsanaA7nVk+)HOSGLOVc&8vy&^XGRr$U0`ttJ(q_h<R%vFs0^>^zAwx5dnV=5E}Lp`$H#C^bk+(k@0M#VO&
6j6OaGqqL@%-hVp2N6Cltr8;3e=jbfx0z!2?v!DL>h22-MX+ew4VoOzr|C<z&|F+pnzY!?RUsN~F%I@|I1lAM{lVAB{~Rju^t!4U9zy7~3U_c@LQh(^d-
hh1A!0(ED-QLV0&M^p-%Z3JVPDu1qGO$~9$Q1U3XbkTU%$9sMO`O5%ZpV5Frm27WHqfhB(AGREOC_b@vB7I2U11nLi5fGyr=;LlS?L7YUk#VIJXyq#!tL-
v~bNSsI}NuV4J+CowgI)3HF+fi5i#NWJC+5ha{mIBDIJ9bP(cyOntbfN0c-
=GD^8~ENJX+t*c7@0d%W|Ep42*oy`<4=Jw=pZ}9i2eZ~IhuIjrkZ0r0eLNn$Am@hjF%rWEXS5&oCu@f7q&N#YIQy-os$9Ac_+V*FKZ4&me8us>-
yPEgMmB^ibPulO19n$Ec%)hshv>j)7>nF8tr%jT$ylMv3_3ZT|i{K~kBSAZXJu)r44$mX$od@sHw{T#hFN+@@?jq4;qQ8AXt?yF(qV(y~U_S$9^#EssY!m
x7h5q|icg<HjK=j0ncEUKldJsnbP4x1!hgL@(Bt4(Zi+5Xk#ji`YCu7MF6V+RHcb2ZYX-~Mqj)feQL~?jfGe*f$-
tip6%&zY#7Crr0Bmvtn=3uh`X8!Y=_W8v2e4KJ~Ukoe`g&E;{&jf&kJd>IFR-Jf6l{bN?k;YaFl}NRk?UCD;z~aR6ZzRS;6G#cVP1Hz`*$vA|GAGD&3$3%
nwRoi^r`d7UpncHUcVpwd<L%0-
S!J&jC+ib=A)7N0(1$q+aXb3p)x>86DK$k3V>D=6<QN>qBK2a^uRM>9sIsY_D0qs3*b*hzow5)j7GDtN#J&rCWwDd@OmP1T0GulRB~^OK$JVEX42O2+zcl
`7N{3@i#=rbw;4ka|00000Zd+RiNsqx100Duo1c2Zd8{srpvBYQl0ssI200dcD
"""

if __name__ == "__main__":
    try:
        ended = main()
    except Exception:
        traceback.print_exc()
        ended = 2
    sys.exit(ended)
