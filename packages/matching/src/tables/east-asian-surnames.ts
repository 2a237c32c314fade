/**
 * Usual Latin spellings of family names, by character. Source: written for this project from general knowledge of
 * romanisation (Revised, McCune-Reischauer, North Korean and family spellings; Mandarin, Cantonese, Hokkien, Teochew, Hakka).
 */
export const hangulSurnames: readonly string[] =
  `김 kim gim;이 lee yi rhee ri rhie i;리 ri lee yi rhee;박 park pak bak;최 choi choe;정 jung jeong chung chong jong;강 kang gang;조 cho jo;
  윤 yoon yun youn;장 jang chang;임 lim im rim;림 rim lim im;한 han;오 oh o;서 seo suh so;신 shin sin;권 kwon gwon;황 hwang;안 ahn an;송 song;
  류 ryu yoo yu;유 yoo yu ryu;홍 hong;전 jeon chun jon chon;고 ko go koh;문 moon mun;손 son sohn;배 bae pae;백 baek paek paik;허 heo hur huh ho;남 nam;
  심 shim sim;노 noh roh no ro;로 ro roh noh no;하 ha;곽 kwak gwak;성 sung seong song;차 cha;주 joo ju chu;우 woo u;구 koo ku gu;민 min;나 na ra;
  라 ra na;진 jin chin;지 ji chi;엄 eom um;채 chae;원 won;천 cheon chun;방 bang pang;공 kong gong;현 hyun hyon hyeon;변 byun pyon byeon;추 choo chu;
  석 seok sok suk;길 gil kil;양 yang ryang;량 ryang yang;여 yeo yo ryo;려 ryo yeo yo;연 yeon yon ryon;련 ryon yeon yon;염 yeom yom ryom;
  렴 ryom yeom yom;도 do to;소 so;마 ma;표 pyo;명 myung myong myeong;기 ki gi;반 ban pan;왕 wang;금 keum kum geum;옥 ok;육 yook yuk;인 in;맹 maeng;
  제 je che;모 mo;탁 tak;국 kook kuk guk;어 eo uh o;은 eun un;편 pyun pyon pyeon;용 yong ryong;태 tae;봉 bong pong;부 boo pu bu;함 ham;선 sun son seon;
  설 seol sul sol;남궁 namkung namgung namgoong;황보 hwangbo hwangpo;선우 sunwoo seonwoo sonu;제갈 jegal chegal;사공 sagong sakong;독고 dokgo tokko;
  서문 seomun somun`.split(/;\s*/)
/** Family names in simplified characters. The first spelling is Mandarin; the others are used by emigrants and in Hong Kong. */
export const hanSurnames: readonly string[] =
  `陈 chen chan tan chin;林 lin lam lim lum;黄 huang wong ng ooi wee hwang;李 li lee;王 wang wong ong heng;
  张 zhang cheung teo chong teoh tiong cheong;吴 wu ng goh woo;刘 liu lau low liew lew;郑 zheng cheng tay teh chang;周 zhou chow chau chew;
  杨 yang yeung yeo young yong;许 xu hui koh hsu khoh kho;蔡 cai choi chua tsai choy chai;梁 liang leung neo leong;叶 ye yip yap yeh ip;
  谢 xie tse chia seah hsieh cheah;何 he ho hoe;曾 zeng tsang chan tseng chin;冯 feng fung foong fong;邓 deng tang teng;
  郭 guo kwok quek kuo kuok kwek;徐 xu tsui chee hsu chui;罗 luo law lo loh;赵 zhao chiu teo chao chew;朱 zhu chu choo;胡 hu wu woo oh;
  沈 shen sham sim shum;余 yu yue yee;洪 hong hung ang;苏 su so saw soh;潘 pan poon phua;马 ma mah;高 gao ko kao koh;孙 sun suen;卢 lu lo loh low;
  江 jiang kong chiang;姚 yao yiu;钟 zhong chung chong;关 guan kwan;方 fang fong png hong;温 wen wan oon;翁 weng yung ang;颜 yan ngan gan;
  严 yan yim giam;陆 lu luk;黎 li lai;单 shan;仇 qiu;解 xie;任 ren yam;查 zha cha;盖 ge;区 ou au;朴 piao pu;翟 zhai di chak;缪 miao;覃 qin tan;宁 ning;
  乐 yue;冼 xian sin;种 chong;员 yun;折 she;金 jin kam chin;韩 han hon;宋 song sung;习 xi;彭 peng pang phang;董 dong tung;袁 yuan yuen;唐 tang tong;于 yu;
  杜 du to doh;程 cheng ching;曹 cao tso chow;吕 lu lui lv lyu;丁 ding ting teng;魏 wei ngai;薛 xue sit see;阎 yan yim;傅 fu foo;范 fan;
  石 shi shek chioh;廖 liao liu liew;侯 hou hau how;熊 xiong hung;孟 meng mang;秦 qin chun;白 bai pak peh;尹 yin wan;段 duan;雷 lei lui;钱 qian chin;
  汤 tang tong;戴 dai tai tay;邱 qiu yau khoo hiew;邹 zou chow;崔 cui chui;毛 mao mo;龚 gong kung;邵 shao siu;万 wan man;顾 gu koo ku;赖 lai lye;武 wu;
  康 kang hong;贺 he ho;莫 mo mok;史 shi sze;龙 long lung leong;陶 tao to;施 shi sze see;尤 you yau yew;甘 gan kam;凌 ling;伍 wu ng;欧 ou au;柯 ke o kua;
  柳 liu lau;倪 ni ngai geh;童 tong tung;裘 qiu;简 jian kan;饶 rao yiu;容 rong yung;岑 cen shum;屈 qu wat;麦 mai mak;蒋 jiang tseung chiang;田 tian tin;
  姜 jiang keung chiang;章 zhang cheung chang;华 hua wah;尚 shang;古 gu koo;连 lian lin;骆 luo lok;霍 huo fok;包 bao pao;成 cheng shing;游 you yau yew;
  阮 ruan yuen;卓 zhuo cheuk toh;司徒 situ szeto seeto;欧阳 ouyang auyeung auyong;上官 shangguan sheungkoon;诸葛 zhuge chukot;夏侯 xiahou hahau;
  皇甫 huangfu;尉迟 yuchi;公孙 gongsun;慕容 murong;令狐 linghu;端木 duanmu;东方 dongfang;独孤 dugu;南宫 nangong;长孙 zhangsun;宇文 yuwen;万俟 moqi;司马 sima szema`.split(
    /;\s*/,
  )
/** Further family names of one character, for finding the family name of two words. */
export const furtherHanSurnames =
  '夏汪肖田姜贾邹孔常赖武康贺严文牛葛洪安易邢齐庄申向耿殷季路葛左焦柴党辛管鲍施穆纪项祝梅阮盛俞费卜臧计伏戚谈舒屈祁靳池桂苗瞿聂蒲牟裴车艾米冀郎桑楚闵滕佟丛甄储巩敖宗柏窦占隋褚姬应岳邸晏楼封房刁卞苑巴全班仲伊逄郝温景詹束廉隆亓鞠'
